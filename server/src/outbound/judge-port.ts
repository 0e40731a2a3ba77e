export type Purpose = "http" | "mail";

const mailPorts = new Set([25, 110, 143, 465, 587, 993, 995, 2525]);

/** Ports from 1024 on that speak something else which a forged HTTP request could reach: the Fetch standard's list and databases. */
const notForHttp = new Set([
  1433, 1521, 1719, 1720, 1723, 2049, 2375, 2379, 2525, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5672, 5900,
  6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 9042, 9200, 10_080, 11_211, 27_017,
]);

/** Whether the port is one where such a service is expected; the operator's allow-list can name others. */
export function isUsualPort(port: number, purpose: Purpose): boolean {
  if (purpose === "mail") return mailPorts.has(port);
  return port === 80 || port === 443 || (port >= 1024 && port <= 65_535 && !notForHttp.has(port));
}
