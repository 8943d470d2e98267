using System.Collections.Immutable;
using Carelake.Access.Cedar;
using Carelake.Access.Policies;
using Carelake.Access.Rows;
using Carelake.Core;
using Carelake.DuckDb;

namespace Carelake.Access.Reading;

/// <summary>A table as one viewer may see it: its rows filtered and its columns masked in SQL that comes from the policies.</summary>
internal sealed class GovernedView
{
    private const string ObligationOf = "__obligation_";
    private readonly LakeResource _resource;
    private readonly Dictionary<SensitivityClass, RowAccess> _access;
    private readonly Obligation _raw;
    private readonly string _digestKey;
    private readonly string? _register;
    private readonly string _filter;

    private GovernedView(LakeResource resource, Dictionary<SensitivityClass, RowAccess> access, Obligation raw, string digestKey, string? register)
    {
        (_resource, _access, _raw, _digestKey, _register) = (resource, access, raw, digestKey, register);
        Columns = [.. resource.Columns.Select(column => column with { Shown = ShownOf(column) })];
        Policies = [.. access.Values.SelectMany(one => one.Deciding).Distinct().Order(StringComparer.Ordinal)];
        // A row of which only open columns could be seen is left out: that it is there would tell already.
        var guarded = access.Where(one => one.Key != SensitivityClass.Open).Select(one => one.Value.Filter)
            .Concat(resource.Columns.Any(column => column.IsRaw) ? [raw < Obligation.Deny ? "TRUE" : "FALSE"] : []).ToList();
        _filter = guarded.Count == 0 ? access.TryGetValue(SensitivityClass.Open, out var open) ? open.Filter : "FALSE" : guarded.Contains("TRUE") ? "TRUE" : Either(guarded);
    }

    /// <summary>The columns, with what is done to each.</summary>
    public ImmutableArray<GovernedColumn> Columns { get; }

    /// <summary>Names of the policies that can decide some row.</summary>
    public ImmutableArray<string> Policies { get; }

    /// <summary>No row can be seen, whatever is in it.</summary>
    public bool IsForbidden => _filter == "FALSE";

    /// <summary>Rows name a patient, in the column <see cref="LakeResource.Patient"/>.</summary>
    public bool HasPatient => _resource.HasPatient;

    /// <summary>The table and its version.</summary>
    public LakeResource Resource => _resource;

    /// <summary>What sources sent may be seen as it came.</summary>
    public bool ShowsRaw => _raw == Obligation.None;

    /// <summary>Columns whose obligation differs by row have it in a column of their class.</summary>
    public ImmutableArray<SensitivityClass> Varying => [.. _access.Where(one => one.Value.OfEveryRow is null).Select(one => one.Key).Order()];

    public static GovernedView Of(LakeResource resource, Viewer viewer, string action, PolicySet policies, DateTimeOffset now, string digestKey, string? register)
    {
        var request = new AuthorizationRequest(
            CarelakeEntities.User(viewer.Id), CarelakeEntities.Action(action), new(CarelakeEntities.ElementType, ""), viewer.ToContext(now));
        var entities = new EntityStore([viewer.ToEntity()]);
        var access = resource.Columns.Where(column => !column.IsRaw).Select(column => column.Sensitivity).Distinct().ToDictionary(
            sensitivity => sensitivity,
            sensitivity => RowAccess.Derive(policies, request, entities, resource.Rows, Known(resource, sensitivity)));
        var raw = resource.Columns.Any(column => column.IsRaw) ? Raw(resource, request, viewer, policies) : Obligation.Deny;
        return new(resource, access, raw, digestKey, register);
    }

    /// <summary>The rows that the viewer may see, as the viewer may see them.</summary>
    /// <param name="rows">The table's rows, as a SELECT.</param>
    /// <param name="isPlain">Only the table's own columns; else also the obligation of each class that differs by row, the row's key, and the patient.</param>
    /// <param name="hasPlace">The rows have <see cref="KeptTable.Place"/>, which comes last.</param>
    public string RowsSql(string rows, bool isPlain, bool hasPlace = false)
    {
        var columns = _resource.Columns.Select(column => $"{Shown(column)} as {DuckDbSql.Identifier(column.Name)}");
        if (!isPlain)
        {
            columns = columns.Concat(Varying.Select(sensitivity => $"{_access[sensitivity].ObligationSql()} as {ObligationOf}{sensitivity}"));
            columns = columns.Append($"{_resource.KeySql} as {LakeResource.Key}");
            if (HasPatient) columns = columns.Append(LakeResource.Patient);
            if (hasPlace) columns = columns.Append(KeptTable.Place);
        }
        return $"select {string.Join(", ", columns)} from ({_resource.RowsSql(rows, _register)}) where {_filter}";
    }

    /// <summary>All rows of a table of what sources sent, with what may be seen of them: for whoever comes from a row that may be seen to where it came from.</summary>
    public string OriginsSql() => $"select {string.Join(", ", _resource.Columns.Select(column => $"{Shown(column)} as {DuckDbSql.Identifier(column.Name)}"))} from ({_resource.RowsSql(_resource.Snapshot.ScanSql(), _register)})";

    private static CedarRecord Known(LakeResource resource, SensitivityClass sensitivity) =>
        new([.. resource.Constants, new("class", CedarValue.Of(sensitivity.ToString()))]);

    // What came from a source and nobody described may be of any class: it is shown as the strictest answer allows, and as it is only to those who may
    // see even the text of protected specialties.
    private static Obligation Raw(LakeResource resource, AuthorizationRequest request, Viewer viewer, PolicySet policies)
    {
        var strictest = Raw(resource, request, viewer, policies, ProtectedSpecialties.General);
        return strictest > Obligation.None ? strictest : Raw(resource, request, viewer, policies, "psychiatry");
    }

    private static Obligation Raw(LakeResource resource, AuthorizationRequest request, Viewer viewer, PolicySet policies, string specialty)
    {
        var buffer = new DecisionBuffer();
        var strictest = Obligation.None;
        foreach (var sensitivity in Enum.GetValues<SensitivityClass>())
        {
            if (sensitivity == SensitivityClass.Open) continue;
            var element = new Entity(new(CarelakeEntities.ElementType, "raw"), Whole(Known(resource, sensitivity), specialty), []);
            policies.Decide(request with { Resource = element.Uid }, new EntityStore([viewer.ToEntity(), element]), buffer);
            var obligation = Obligations.Of(buffer);
            if (obligation > strictest) strictest = obligation;
        }
        return strictest;
    }

    // Attributes that every element has, where the table has a column for them.
    private static CedarRecord Whole(CedarRecord attributes, string specialty)
    {
        var all = Enumerable.Range(0, attributes.Count).ToDictionary(index => attributes.Names[index], index => attributes[index], StringComparer.Ordinal);
        all["specialty"] = CedarValue.Of(specialty);
        all["isRestricted"] = CedarValue.Of(false);
        all["consents"] = CedarValue.Of(new CedarSet([]));
        return new CedarRecord(all);
    }

    private Obligation? ShownOf(GovernedColumn column)
    {
        if (column.IsRaw) return _raw;
        var access = _access[column.Sensitivity];
        // Where the same rows are forbidden for every class, those are not among the rows that are shown.
        var isSame = _access.All(one => one.Key == SensitivityClass.Open || one.Value.Forbidden == access.Forbidden);
        return isSame && column.Sensitivity != SensitivityClass.Open && !access.IsNever ? access.OfEveryRowNotForbidden : access.OfEveryRow;
    }

    private string Shown(GovernedColumn column)
    {
        var isText = column.Type == "string";
        if (!column.IsRaw) return _access[column.Sensitivity].Mask(column.Name, isText, _digestKey);
        var name = DuckDbSql.Identifier(column.Name);
        return _raw switch
        {
            Obligation.None => name,
            Obligation.Mask or Obligation.Hash when isText => $"case when {name} is null then null else '{RowAccess.MaskText}' end",
            _ => "null",
        };
    }

    private static string Either(List<string> conditions)
    {
        var distinct = conditions.Where(condition => condition != "FALSE").Distinct().ToList();
        return distinct.Count == 0 ? "FALSE" : distinct.Count == 1 ? distinct[0] : $"({string.Join(" or ", distinct)})";
    }
}
