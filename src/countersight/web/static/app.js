// Enhances plain forms and links: fetches a fragment, swaps it, keeps the focus, announces it.
// Every page works without it.
export {};
