/** Whether a host, by name or address, is this very machine to whoever asks. An IPv6 address may be in brackets. */
export const isLoopback = (host: string): boolean => {
  const name = host.replace(/^\[|\]$/g, '');
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
};
