using System.Text;
using Carelake.DuckDb;

namespace Carelake.Delta.Snapshots;

/// <summary>Paths of files as DuckDB takes them, which reads <c>*</c>, <c>?</c> and <c>[</c> as patterns.</summary>
internal static class ParquetPath
{
    /// <summary>The literal that names exactly this file.</summary>
    public static string Literal(string path)
    {
        if (path.AsSpan().IndexOfAny('*', '?', '[') < 0) return DuckDbSql.Literal(path);
        var pattern = new StringBuilder(path.Length + 8);
        foreach (var c in path)
        {
            if (c is '*' or '?' or '[') pattern.Append('[').Append(c).Append(']');
            else pattern.Append(c);
        }

        return DuckDbSql.Literal(pattern.ToString());
    }
}
