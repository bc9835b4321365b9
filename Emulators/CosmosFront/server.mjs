// The server that stores the documents and evaluates the SQL, on a free port of this machine. It ends with whoever started it: that one holds its standard input.
import server from '@vercel/cosmosdb-server';
import resourceId from '@vercel/cosmosdb-server/lib/account/resource-id.js';

// Cosmos DB writes "-" for the "/" of base64. The server takes that and does not do it: one container in some had an id that, within a lease's, no path can name.
const { default: ResourceId } = resourceId;
ResourceId.toBase64String = (buffer) => buffer.toString('base64').replaceAll('/', '-');
ResourceId.fromBase64String = (text) => Buffer.from(text.replaceAll('-', '/'), 'base64');

const http = server.createHttpServer({ keepAlive: true });
http.listen(0, '127.0.0.1', () => console.log(http.address().port));
process.stdin.resume().on('end', () => process.exit(0));
