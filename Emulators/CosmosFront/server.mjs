// The server that stores the documents and evaluates the SQL, on a free port of this machine. It ends with the program that started it, which holds its standard input.
import server from '@vercel/cosmosdb-server';
import resourceId from '@vercel/cosmosdb-server/lib/account/resource-id.js';

// Cosmos DB writes "-" for the "/" of base64. The server accepts that but does not write it: some containers got an id with "/", which cannot be part of a path.
const { default: ResourceId } = resourceId;
ResourceId.toBase64String = (buffer) => buffer.toString('base64').replaceAll('/', '-');
ResourceId.fromBase64String = (text) => Buffer.from(text.replaceAll('-', '/'), 'base64');

const http = server.createHttpServer({ keepAlive: true });
http.listen(0, '127.0.0.1', () => console.log(http.address().port));
process.stdin.resume().on('end', () => process.exit(0));
