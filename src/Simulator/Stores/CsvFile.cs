using Carelake.DuckDb;

namespace Carelake.Simulator.Stores;

/// <summary>CSV files as the group's systems drop them: whole or not at all.</summary>
internal static class CsvFile
{
    /// <summary>The file's name on a day: <c>patients.csv</c>, <c>patients.day-0002.csv</c>.</summary>
    public static string Name(string stem, int day) => day == 1 ? $"{stem}.csv" : $"{stem}.day-{day:0000}.csv";

    /// <summary>Streams the rows into the file, header first.</summary>
    /// <returns>Rows written.</returns>
    public static long Write(DuckDbConnection engine, string selectSql, string path, string delimiter, CancellationToken cancellationToken)
    {
        var unfinished = path + ".part";
        var rows = engine.Execute(
            $"copy ({selectSql}) to {DuckDbSql.Literal(unfinished)} (format csv, header true, delimiter {DuckDbSql.Literal(delimiter)})",
            cancellationToken);
        File.Move(unfinished, path, overwrite: true);
        return rows;
    }
}
