// A second reader of Delta tables: ClickHouse in process, on delta-kernel. Prints one row of expressions over a table, as a JSON array.
//   node chdb.mjs FOLDER 'count(), sum(id)'
import { query } from 'chdb';

const [folder, expressions] = process.argv.slice(2);
// It reads files below the working directory only.
process.chdir('/');
const literal = `'${folder.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const result = JSON.parse(query(`SELECT ${expressions} FROM deltaLakeLocal(${literal})`, 'JSONCompactStrings'));
process.stdout.write(JSON.stringify(result.data[0]));
