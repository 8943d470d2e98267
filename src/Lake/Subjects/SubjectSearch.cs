using System.Collections.Immutable;
using Carelake.Delta.Scans;
using Carelake.Delta.Snapshots;
using Carelake.DuckDb;
using Carelake.Lake.Bronze;
using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;
using Carelake.Lake.Materialise;
using Carelake.Lake.Models;
using Carelake.Lake.Pipeline;

namespace Carelake.Lake.Subjects;

/// <summary>
/// Finds every row about a person. Silver and gold say whose a row is; what came from sources says so by the mapping that reads it, and where none does, by any
/// column that holds the patient's key. Works in the temporary tables of one session.
/// </summary>
internal sealed class SubjectSearch
{
    /// <summary>Origins of the person's records: <c>bronze_table</c>, <c>_batch_id</c>, <c>_position</c>, <c>_landing_file</c>.</summary>
    public const string Origins = "_subject_origin";

    private const string Subjects = "_subject";
    private const string Encounters = "_subject_encounter";

    private static readonly string[] Numbers = ["ssn", "nhs_number"];
    private readonly LakeSession _session;
    private readonly Project _project;
    private readonly ImmutableArray<string> _tables;
    private readonly CancellationToken _ct;

    public SubjectSearch(LakeSession session, Project project, LakeFolder lake, IReadOnlyCollection<SubjectId> subjects, CancellationToken ct)
    {
        (_session, _project, _ct) = (session, project, ct);
        _tables = [.. lake.Tables()];
        Ids = [.. subjects];
        session.BindAll();
        Prepare();
    }

    /// <summary>Who is looked for.</summary>
    public ImmutableArray<SubjectId> Ids { get; }

    /// <summary>Values that name the person and hardly anyone else: numbers that were issued to one.</summary>
    public ImmutableArray<string> Identifiers { get; private set; } = [];

    /// <summary>Every table with a condition that its rows about the person fulfil, in the order data moves.</summary>
    public IEnumerable<(string Table, string Where)> Conditions() =>
        _tables.Select(table => (Table: table, Where: Where(table))).Where(item => item.Where is not null).Select(item => (item.Table, item.Where!)); // Filtered before.

    /// <summary>Rows of other tables are found by this one: it says whose an encounter is, or what numbers a patient has.</summary>
    public bool IsSearchedBy(string table) => table == "silver.patient" || (table.StartsWith("silver.", StringComparison.Ordinal) && Has(table, "facility_id", "patient_id", "encounter_id"));

    /// <summary>Places of the person's rows in a table, as a removal takes them.</summary>
    public static string PlacesSql(DeltaSnapshot snapshot, string where) =>
        $"select _file, _file_row from ({snapshot.ScanSql(new ScanOptions { IncludeRowLocation = true })}) where {where}";

    /// <summary>Where the person is.</summary>
    public SubjectFindings Find()
    {
        var tables = Conditions().Select(item => new SubjectTable(item.Table, Count($"{TableName.Quote(item.Table)} where {item.Where}"))).Where(table => table.Rows > 0);
        var landed = _session.Connection.Rows(
            $"select _landing_file, bronze_table, count(distinct _position) from {Origins} where _landing_file is not null group by all order by all",
            row => new SubjectObject(row.GetString(0), row.GetString(1)["bronze.".Length..], row.GetInt64(2)), _ct);
        return new([.. tables], [.. landed], [.. Others()]);
    }

    private void Prepare()
    {
        var rows = Ids.Select(id => $"({DuckDbSql.Literal(id.FacilityId)}, {DuckDbSql.Literal(id.PatientId)}, md5({DuckDbSql.Literal(id.Name)}))");
        _session.Connection.Execute(
            $"""
            create or replace temp table {Subjects} as select * from (values {string.Join(", ", rows)}) v(facility_id, patient_id, patient_key);
            create or replace temp table {Encounters} (facility_id varchar, encounter_id varchar);
            create or replace temp table {Origins} (bronze_table varchar, _batch_id varchar, _position bigint, _landing_file varchar);
            """);
        foreach (var table in _tables.Where(table => table.StartsWith("silver.", StringComparison.Ordinal) && Has(table, "facility_id", "patient_id", "encounter_id")))
            _session.Connection.Execute($"insert into {Encounters} select distinct facility_id, encounter_id from {TableName.Quote(table)} where encounter_id is not null and {IsSubject}", _ct);
        foreach (var source in _project.Sources)
            foreach (var table in source.Tables.Values)
                if (_tables.Contains(Project.BronzeTableOf(source, table))) AddOrigins(source, Project.BronzeTableOf(source, table));
        if (_tables.Contains(Corrections.Bronze)) Insert(Corrections.Bronze, TableName.Quote(Corrections.Bronze), IsSubject);
        Identifiers = [.. Known().Concat(Ids.Select(id => id.PatientId).Where(id => id.Length >= SubjectWords.ShortestInText)).Distinct(StringComparer.Ordinal)];
    }

    private static string IsSubject => $"(facility_id, patient_id) in (select facility_id, patient_id from {Subjects})";

    private IEnumerable<string> Known()
    {
        if (!_tables.Contains("silver.patient")) return [];
        var columns = Numbers.Append("mrn").Where(column => Has("silver.patient", column)).ToList();
        return columns.SelectMany(column => _session.Connection.Rows(
            $"select distinct cast({column} as varchar) from silver.patient where {IsSubject} and length(cast({column} as varchar)) >= {SubjectWords.ShortestInText} and {column} not like '000-%'", row => row.GetString(0), _ct));
    }

    private List<SubjectId> Others()
    {
        if (!_tables.Contains("silver.patient")) return [];
        var same = Numbers.Where(column => Has("silver.patient", column))
            .Select(column => $"{column} in (select {column} from silver.patient where {IsSubject} and {column} is not null and {column} not like '000-%')").DefaultIfEmpty("false");
        return _session.Connection.Rows(
            $"select distinct facility_id, patient_id from silver.patient where not coalesce({IsSubject}, false) and ({string.Join(" or ", same)}) order by all limit 20",
            row => new SubjectId(row.GetString(0), row.GetString(1)), _ct);
    }

    private void AddOrigins(SourceConfig source, string bronze)
    {
        var mappings = _project.Mappings.Where(mapping => mapping.BronzeTable == bronze && _project.Models[mapping.SilverTable].Columns.ContainsKey("patient_id")).ToList();
        var isMine = source.Facility is null || Ids.Any(id => id.FacilityId == source.Facility);
        if (source.IsPushed)
        {
            if (isMine) Insert(bronze, TableName.Quote(bronze), InMessages(source, bronze));
        }
        else if (mappings.Count > 0)
        {
            foreach (var mapping in mappings) AddMapped(mapping);
        }
        else if (isMine && source.Facility is not null)
        {
            Insert(bronze, TableName.Quote(bronze), InAnyColumn(source, bronze));
        }
    }

    private void AddMapped(MappingSpec mapping)
    {
        var model = _project.Models[mapping.SilverTable];
        if (!model.Columns.ContainsKey("facility_id")) return;
        MappedRows.Define(_session, model, [mapping]);
        Insert(mapping.BronzeTable, MappedRows.View, model.Columns.ContainsKey("encounter_id") ? IsSubjectOrEncounter : IsSubject);
    }

    // A row that lost its patient is still about the encounter's.
    private static string IsSubjectOrEncounter => $"({IsSubject} or (patient_id is null and (facility_id, encounter_id) in (select facility_id, encounter_id from {Encounters})))";

    private void Insert(string bronze, string rows, string where) => _session.Connection.Execute(
        $"insert into {Origins} select distinct {DuckDbSql.Literal(bronze)}, _batch_id, _position, _landing_file from {rows} where {where}", _ct);

    private string InMessages(SourceConfig source, string bronze)
    {
        var ids = IdsOf(source);
        var columns = ErasedFeedRows.Columns.Where(column => Has(bronze, column)).Select(column => $"{column} in ({string.Join(", ", ids.Select(DuckDbSql.Literal))})");
        if (Has(bronze, "message") && SubjectWords.Pattern(ids) is { } words) columns = columns.Append($"regexp_matches(coalesce(try(decode(message)), ''), {DuckDbSql.Literal(words)})");
        return string.Join(" or ", columns.DefaultIfEmpty("false"));
    }

    private string InAnyColumn(SourceConfig source, string bronze)
    {
        var ids = string.Join(", ", IdsOf(source).Select(DuckDbSql.Literal));
        var texts = Columns(bronze).Where(column => column.Type == "string" && !BronzeColumns.Origin.Contains(column.Name));
        return string.Join(" or ", texts.Select(column => $"{DuckDbSql.Identifier(column.Name)} in ({ids})").DefaultIfEmpty("false"));
    }

    private IReadOnlyList<string> IdsOf(SourceConfig source) => [.. Ids.Where(id => source.Facility is null || id.FacilityId == source.Facility).Select(id => id.PatientId)];

    private string? Where(string table) => table.Split('.')[0] switch
    {
        "bronze" => Count($"{Origins} where bronze_table = {DuckDbSql.Literal(table)}") > 0
            ? $"(_batch_id, _position) in (select _batch_id, _position from {Origins} where bronze_table = {DuckDbSql.Literal(table)})" : null,
        "quarantine" => $"((bronze_table, _batch_id, _position) in (select bronze_table, _batch_id, _position from {Origins}){InPayload})",
        _ when Has(table, "facility_id", "patient_id", "encounter_id") => IsSubjectOrEncounter,
        _ when Has(table, "facility_id", "patient_id") => IsSubject,
        _ when Has(table, "patient_key") => $"patient_key in (select patient_key from {Subjects})",
        _ when Has(table, "facility_id", "encounter_id") => $"(facility_id, encounter_id) in (select facility_id, encounter_id from {Encounters})",
        _ => null,
    };

    // A record that could not be read has no place in bronze: it is known by what stands in it, within the sources of the facility.
    private string InPayload
    {
        get
        {
            var sources = _project.Sources.Where(source => Ids.Any(id => id.FacilityId == source.Facility)).Select(source => DuckDbSql.Literal(source.Id)).ToList();
            return sources.Count == 0 || SubjectWords.Pattern(Identifiers) is not { } words ? "" : $" or (_source_id in ({string.Join(", ", sources)}) and regexp_matches(payload, {DuckDbSql.Literal(words)}, 'i'))";
        }
    }

    private bool Has(string table, params ReadOnlySpan<string> columns)
    {
        var names = Columns(table).Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var column in columns)
            if (!names.Contains(column)) return false;
        return true;
    }

    private IEnumerable<(string Name, string Type)> Columns(string table) => _session.Snapshot(table)!.Schema.Fields.Select(field => (field.Name, field.Type.SparkName)); // It is one of the lake's.

    private long Count(string from) => _session.Connection.Scalar<long>($"select count(*) from {from}", _ct);
}
