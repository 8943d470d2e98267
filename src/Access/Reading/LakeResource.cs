using System.Collections.Immutable;
using Carelake.Access.Cedar;
using Carelake.Access.Policies;
using Carelake.Access.Rows;
using Carelake.Delta.Snapshots;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;

namespace Carelake.Access.Reading;

/// <summary>How a table of the lake is a resource of policies: what class each column is of, and where a row says whose it is.</summary>
internal sealed class LakeResource
{
    /// <summary>Column added to each row: what names it.</summary>
    public const string Key = "__key";

    /// <summary>Column added to each row: the patient it is about.</summary>
    public const string Patient = "__patient";

    private const string Department = "__department";
    private const string Facility = "__facility";
    private const string Specialty = "__specialty";
    private const string IsRestricted = "__is_restricted";
    private const string Consents = "__consents";
    private readonly List<(string Name, string Sql)> _added = [];
    private bool _isPatientKeyed;

    private LakeResource(string table, DeltaSnapshot snapshot, ImmutableArray<GovernedColumn> columns) => (Table, Snapshot, Columns) = (table, snapshot, columns);

    public string Table { get; }

    public DeltaSnapshot Snapshot { get; }

    /// <summary>The columns in order; <see cref="GovernedColumn.Shown"/> is not known yet.</summary>
    public ImmutableArray<GovernedColumn> Columns { get; }

    /// <summary>Where rows have the attributes that policies ask for.</summary>
    public ResourceTable Rows { get; private set; } = null!; // Set by Of, the only maker.

    /// <summary>Attributes that are the same for every row, the class left out.</summary>
    public ImmutableArray<KeyValuePair<string, CedarValue>> Constants { get; private set; } = [];

    /// <summary>Rows name a patient.</summary>
    public bool HasPatient { get; private set; }

    public static LakeResource Of(string table, DeltaSnapshot snapshot, Project project, ProtectedSpecialties specialties)
    {
        var model = project.Models.GetValueOrDefault(table);
        var columns = snapshot.Schema.Fields.Select(field => new GovernedColumn(
            field.Name, field.Type.SparkName, model?.Columns.GetValueOrDefault(field.Name)?.Unit, model?.Columns.GetValueOrDefault(field.Name)?.Description ?? field.Comment,
            LakeCatalog.SensitivityOf(model, table, field.Name), IsRaw: LakeCatalog.IsRaw(model, table, field.Name)));
        var resource = new LakeResource(table, snapshot, [.. columns]);
        resource.Describe(project, specialties);
        return resource;
    }

    /// <summary>The rows with what policies ask of them beside the table's own columns.</summary>
    /// <param name="rows">The table's rows, as a SELECT.</param>
    /// <param name="register">Name of the relation of patients' wishes; <see langword="null"/> when no patient has any.</param>
    public string RowsSql(string rows, string? register)
    {
        var added = string.Concat(_added.Select(column => $", {column.Sql} as {column.Name}"));
        rows = $"select *{added} from ({rows})";
        if (!HasPatient) return rows;
        return register is null
            ? $"select *, false as {IsRestricted}, cast([] as varchar[]) as {Consents} from ({rows})"
            : $"select r.*, coalesce(w.is_restricted, false) as {IsRestricted}, coalesce(w.consents, []) as {Consents} from ({rows}) r left join {register} w on w.patient = r.{Patient}";
    }

    /// <summary>Where a row is about one of some patients, who are named by gold's key or by facility and id.</summary>
    public string NamesPatients(IReadOnlyCollection<string> names)
    {
        var joined = names.Where(name => name.Contains('|', StringComparison.Ordinal)).Select(DuckDbSql.Literal).ToList();
        var keys = names.Where(name => !name.Contains('|', StringComparison.Ordinal)).Concat(_isPatientKeyed ? names.Select(PatientNames.KeyOf) : []).Select(DuckDbSql.Literal).ToList();
        var conditions = new List<string>();
        if (joined.Count > 0 && !_isPatientKeyed) conditions.Add($"{Patient} in ({string.Join(", ", joined)})");
        if (keys.Count > 0) conditions.Add($"{(_isPatientKeyed ? Patient : $"md5({Patient})")} in ({string.Join(", ", keys)})");
        return $"({string.Join(" or ", conditions)})";
    }

    /// <summary>A digest of the values of the table's keys; NULL for a table without.</summary>
    public string KeySql { get; private set; } = "cast(null as varchar)";

    /// <summary>The table has keys.</summary>
    public bool HasKey { get; private set; }

    /// <summary>Gold's key of the patient that a row is about, over the table's own columns; <see langword="null"/> when rows are about none.</summary>
    public string? PatientKeySql => !HasPatient ? null : _isPatientKeyed ? "patient_key" : $"md5({Joined("patient_id")})";

    private void Describe(Project project, ProtectedSpecialties specialties)
    {
        var has = Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        var attributes = new Dictionary<string, ResourceColumn>(StringComparer.Ordinal);
        var constants = new List<KeyValuePair<string, CedarValue>>();
        var parents = new List<ResourceColumn>();
        if (project.Models.GetValueOrDefault(Table)?.Keys is { Count: > 0 } keys && keys.All(has.Contains))
        {
            HasKey = true;
            KeySql = $"md5(concat_ws('|', {string.Join(", ", keys.Select(key => $"cast({DuckDbSql.Identifier(key)} as varchar)"))}))";
        }

        if (has.Contains("facility_id")) Add("facility", Facility, "facility_id", "Carelake::Facility");
        else if (FacilityOfSource(project) is { } facility) constants.Add(new("facility", CedarValue.Of(CarelakeEntities.Facility(facility))));
        else if (has.Contains("_source_id")) Add("facility", Facility, FacilityBySource(project), "Carelake::Facility");

        if (has.Contains("department_key")) Add("department", Department, "department_key", "Carelake::Department");
        else if (has.Contains("department_id") && has.Contains("facility_id")) Add("department", Department, Joined("department_id"), "Carelake::Department");
        if (attributes.TryGetValue("department", out var department)) parents.Add(department);

        HasPatient = has.Contains("patient_key") || (has.Contains("patient_id") && has.Contains("facility_id"));
        _isPatientKeyed = !(has.Contains("patient_id") && has.Contains("facility_id"));
        if (HasPatient) Add("patient", Patient, _isPatientKeyed ? "patient_key" : Joined("patient_id"), "Carelake::Patient");

        if (attributes.ContainsKey("department") && specialties.CaseSql(DepartmentSql(has)) is { } specialty)
        {
            _added.Add((Specialty, specialty));
            attributes["specialty"] = new(Specialty, CedarValueKind.String);
        }
        else
        {
            constants.Add(new("specialty", CedarValue.Of(ProtectedSpecialties.General)));
        }
        if (HasPatient)
        {
            attributes["isRestricted"] = new(IsRestricted, CedarValueKind.Bool);
            attributes["consents"] = new(Consents, CedarValueKind.String, IsSet: true);
        }
        else
        {
            constants.Add(new("isRestricted", CedarValue.Of(false)));
            constants.Add(new("consents", CedarValue.Of(new CedarSet([]))));
        }
        Constants = [.. constants];
        Rows = new(CarelakeEntities.ElementType, has.Contains("facility_id") ? "facility_id" : Columns[0].Name, attributes.ToImmutableSortedDictionary(StringComparer.Ordinal), [.. parents]);

        void Add(string attribute, string column, string sql, string type)
        {
            _added.Add((column, sql));
            attributes[attribute] = new(column, CedarValueKind.Entity, type);
        }
    }

    private static string Joined(string id) => $"facility_id || '|' || {id}";

    private static string DepartmentSql(HashSet<string> has) => has.Contains("department_key") ? "department_key" : Joined("department_id");

    // What has no facility of its own in its rows has that of the source it came from.
    private string? FacilityOfSource(Project project) => Table.StartsWith("bronze.", StringComparison.Ordinal)
        ? project.Sources.FirstOrDefault(source => source.Tables.Values.Any(table => Project.BronzeTableOf(source, table) == Table))?.Facility
        : null;

    private static string FacilityBySource(Project project)
    {
        var known = project.Sources.Where(source => source.Facility is not null).ToList();
        return known.Count == 0
            ? "cast(null as varchar)"
            : $"case _source_id{string.Concat(known.Select(source => $" when {DuckDbSql.Literal(source.Id)} then {DuckDbSql.Literal(source.Facility)}"))} end";
    }
}
