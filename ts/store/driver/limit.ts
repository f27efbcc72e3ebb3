/**
 * `LIMIT $limit`, in a form in which SQLite does not look at the number when it plans: it would compile the statement
 * anew for every call, which costs more than to read a page.
 */
export const LIMIT = 'LIMIT CAST($limit AS INTEGER)';
