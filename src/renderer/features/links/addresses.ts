/** Questions and answers about the network, which are ours, too. */
export const FAQ_URL = 'https://getsession.org/faq';
