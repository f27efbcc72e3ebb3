export { renewPictureJob } from './picture-jobs.ts';
export { PICTURE_RENEWED_AT_MS, RENEW_PICTURE_EVERY_MS } from './renew-picture-runner.ts';
export { SetProfilePicture } from './set-profile-picture.ts';
