/*
 * The first bytes of an AppImage (type 2): unpacks the squashfs image that follows them into a private folder, runs AppRun there,
 * and removes the folder when that has ended. It needs no FUSE. Release machines that can fetch the official runtime use that one.
 *
 *   --appimage-offset    prints where the image begins
 *   --appimage-extract   unpacks to squashfs-root/ and ends
 *
 * Exit status: that of AppRun, 128 and its number after a signal; 127 when it could not be run.
 */
#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <squashfuse/squashfuse.h>

#define CHUNK (1024 * 1024)
#define FAILED 127

static const char *own_path(void) {
  static char path[PATH_MAX];
  ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
  if (length <= 0) return NULL;
  path[length] = '\0';
  return path;
}

/* The image follows the section headers, with which an ELF file ends. */
static long image_offset(const char *path) {
  Elf64_Ehdr header;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return -1;
  ssize_t count = read(file, &header, sizeof header);
  close(file);
  if (count != sizeof header) return -1;
  return (long)(header.e_shoff + (unsigned long)header.e_shentsize * header.e_shnum);
}

static int write_file(sqfs *fs, sqfs_inode *inode, const char *path) {
  static char chunk[CHUNK];
  int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return -1;
  sqfs_off_t at = 0;
  while (at < (sqfs_off_t)inode->xtra.reg.file_size) {
    sqfs_off_t size = CHUNK;
    if (sqfs_read_range(fs, inode, at, &size, chunk) != SQFS_OK || size <= 0) break;
    if (write(file, chunk, (size_t)size) != (ssize_t)size) break;
    at += size;
  }
  int is_whole = at == (sqfs_off_t)inode->xtra.reg.file_size;
  int has_mode = fchmod(file, inode->base.mode & 0755) == 0;
  return close(file) == 0 && is_whole && has_mode ? 0 : -1;
}

static int write_link(sqfs *fs, sqfs_inode *inode, const char *path) {
  char target[PATH_MAX];
  size_t size = sizeof target;
  if (sqfs_readlink(fs, inode, target, &size) != SQFS_OK) return -1;
  return symlink(target, path);
}

static int write_entry(sqfs *fs, sqfs_inode *inode, const char *path) {
  if (S_ISDIR(inode->base.mode)) return mkdir(path, 0700);
  if (S_ISREG(inode->base.mode)) return write_file(fs, inode, path);
  if (S_ISLNK(inode->base.mode)) return write_link(fs, inode, path);
  return 0;
}

static int unpack(const char *image, long offset, const char *folder) {
  sqfs fs;
  sqfs_fd_t file;
  sqfs_traverse entries;
  sqfs_err error = SQFS_OK;
  if (sqfs_fd_open(image, &file, false) != SQFS_OK) return -1;
  if (sqfs_init(&fs, file, (size_t)offset) != SQFS_OK) return -1;
  if (sqfs_traverse_open(&entries, &fs, sqfs_inode_root(&fs)) != SQFS_OK) return -1;
  int status = 0;
  while (status == 0 && sqfs_traverse_next(&entries, &error)) {
    char path[PATH_MAX];
    sqfs_inode inode;
    if (entries.dir_end) continue;
    if (snprintf(path, sizeof path, "%s/%s", folder, entries.path) >= (int)sizeof path ||
        sqfs_inode_get(&fs, &inode, sqfs_dentry_inode(&entries.entry)) != SQFS_OK)
      status = -1;
    else
      status = write_entry(&fs, &inode, path);
  }
  sqfs_traverse_close(&entries);
  sqfs_destroy(&fs);
  sqfs_fd_close(file);
  return error == SQFS_OK ? status : -1;
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *place) {
  (void)info, (void)kind, (void)place;
  return remove(path);
}

static void remove_folder(const char *folder) { nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS); }

/* The script, and then the app: one replaces the other. */
static pid_t child;

static void pass_on(int signal) {
  if (child > 0) kill(child, signal);
}

static void run_app(const char *folder, char **arguments) {
  char program[PATH_MAX];
  if (snprintf(program, sizeof program, "%s/AppRun", folder) >= (int)sizeof program) _exit(FAILED);
  arguments[0] = program;
  execv(program, arguments);
  _exit(FAILED);
}

/* Until nobody is left who might still read from the folder: helpers of the app may end after it. */
static int wait_for_all(void) {
  int status = 0, result = FAILED;
  for (;;) {
    pid_t ended = waitpid(-1, &status, 0);
    if (ended < 0 && errno == ECHILD) return result;
    if (ended == child) result = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
}

static int run(const char *folder, char **arguments) {
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  child = fork();
  if (child == 0) run_app(folder, arguments);
  if (child < 0) return FAILED;
  const int passed[] = {SIGTERM, SIGINT, SIGHUP};
  for (size_t at = 0; at < sizeof passed / sizeof *passed; at++) signal(passed[at], pass_on);
  return wait_for_all();
}

static int start(const char *self, long offset, char **arguments) {
  char folder[PATH_MAX];
  const char *temporary = getenv("TMPDIR");
  const char *parent = temporary != NULL && *temporary != '\0' ? temporary : "/tmp";
  if (snprintf(folder, sizeof folder, "%s/.appimage-XXXXXX", parent) >= (int)sizeof folder ||
      mkdtemp(folder) == NULL)
    return FAILED;
  int status = FAILED;
  if (unpack(self, offset, folder) == 0) {
    setenv("APPIMAGE", self, 1);
    setenv("APPDIR", folder, 1);
    setenv("ARGV0", arguments[0], 1);
    status = run(folder, arguments);
  } else
    fprintf(stderr, "%s: the image could not be unpacked to %s: %s\n", self, folder, strerror(errno));
  remove_folder(folder);
  return status;
}

int main(int count, char **arguments) {
  const char *self = own_path();
  long offset = self == NULL ? -1 : image_offset(self);
  if (offset < 0) {
    fprintf(stderr, "This AppImage cannot read itself: %s\n", strerror(errno));
    return FAILED;
  }
  if (count > 1 && strcmp(arguments[1], "--appimage-offset") == 0) return printf("%ld\n", offset) > 0 ? 0 : 1;
  if (count > 1 && strcmp(arguments[1], "--appimage-extract") == 0)
    return mkdir("squashfs-root", 0755) == 0 && unpack(self, offset, "squashfs-root") == 0 ? 0 : 1;
  return start(self, offset, arguments);
}
