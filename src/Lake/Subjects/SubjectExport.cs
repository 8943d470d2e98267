using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;
using Carelake.Lake.Pipeline;

namespace Carelake.Lake.Subjects;

/// <summary>
/// A copy of everything that is known of a person, for the person: a zip with a file of JSON lines for each table of silver and quarantine, every state of history in
/// it, and a list that says what the columns mean.
/// </summary>
/// <param name="services">The edges that a run works through.</param>
/// <param name="project">Says what columns mean.</param>
public sealed class SubjectExport(PipelineServices services, Project project)
{
    private static readonly string[] Layers = ["silver.", "quarantine."];

    /// <summary>Writes the zip.</summary>
    /// <param name="subjects">The person's records.</param>
    /// <param name="target">Gets the zip; stays open.</param>
    /// <param name="withNarrative">With what clinicians wrote; where it could do serious harm, or the caller may not read it, it is left out.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    /// <returns>Rows by table; empty when nothing is known of the person.</returns>
    public ImmutableArray<SubjectTable> Write(IReadOnlyCollection<SubjectId> subjects, Stream target, bool withNarrative, CancellationToken cancellationToken)
    {
        using var session = LakeSession.Open(services.Lake, services.Engine);
        var search = new SubjectSearch(session, project, services.Lake, subjects, cancellationToken);
        using var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        var written = ImmutableArray.CreateBuilder<SubjectTable>();
        var meaning = new StringBuilder("table,column,unit,meaning,given\n");
        foreach (var (table, where) in search.Conditions().Where(item => Layers.Any(layer => item.Table.StartsWith(layer, StringComparison.Ordinal))).ToList())
        {
            var columns = session.Snapshot(table)!.Schema.Fields.Select(field => field.Name).ToList(); // It is one of the lake's.
            var given = columns.Where(column => withNarrative || !HoldsText(table, column)).ToList();
            var rows = WriteTable(session, zip, table, where, given, cancellationToken);
            if (rows == 0) continue;
            written.Add(new(table, rows));
            foreach (var column in columns) meaning.Append(Line(table, column, given.Contains(column)));
        }

        using var list = new StreamWriter(zip.CreateEntry("columns.csv").Open(), new UTF8Encoding(false));
        list.Write(meaning);
        return written.ToImmutable();
    }

    // What a source sent and nobody described may be a text too.
    private bool HoldsText(string table, string column) => table.StartsWith("quarantine.", StringComparison.Ordinal)
        ? column is "payload" or "mended_payload"
        : LakeCatalog.SensitivityOf(project.Models.GetValueOrDefault(table), table, column) == SensitivityClass.ClinicalNarrative;

    private long WriteTable(LakeSession session, ZipArchive zip, string table, string where, List<string> columns, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(services.Lake.Scratch);
        var file = Path.Combine(services.Lake.Scratch, $"{Guid.NewGuid():n}.ndjson");
        try
        {
            var rows = session.Connection.Execute(
                $"copy (select {string.Join(", ", columns.Select(DuckDbSql.Identifier))} from {TableName.Quote(table)} where {where}) to {DuckDbSql.Literal(file)} (format json)", cancellationToken);
            if (rows == 0) return 0;
            using var source = File.OpenRead(file);
            using var entry = zip.CreateEntry($"{table}.ndjson").Open();
            source.CopyTo(entry);
            return rows;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private string Line(string table, string column, bool isGiven)
    {
        var spec = project.Models.GetValueOrDefault(table)?.Columns.GetValueOrDefault(column);
        return $"{table},{column},{spec?.Unit},\"{(spec?.Description ?? "").Replace("\"", "\"\"", StringComparison.Ordinal)}\",{(isGiven ? "yes" : "no")}\n";
    }
}
