// A browser for tests: Electron with one window, no preload script, and the address that the last argument names.
const { BrowserWindow, app } = require('electron');

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1024, height: 768, webPreferences: { sandbox: true } });
  return window.loadURL(process.argv.at(-1));
});
app.on('window-all-closed', () => app.quit());
