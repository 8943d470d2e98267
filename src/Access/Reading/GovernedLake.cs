using System.Collections.Immutable;
using System.Data.Common;
using Carelake.Access.Audit;
using Carelake.Access.Cedar;
using Carelake.Access.Policies;
using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;

namespace Carelake.Access.Reading;

/// <summary>
/// The one way from the lake to a person: every row passes the policies, and is in the audit log before it is shown. Safe for any number of threads.
/// </summary>
public sealed class GovernedLake : IAsyncDisposable
{
    /// <summary>Code of the error that no policy lets a viewer see any row of a table.</summary>
    public const string ForbiddenCode = "ACC-0133";

    private const int MostPatientsWithKeys = 200;
    private readonly GovernedLakeSetup _setup;
    private readonly LakeKeys _keys;
    private readonly AuditTrail _trail;
    private readonly LakeEngine _engine;
    private readonly PatientRegister _register;

    private GovernedLake(GovernedLakeSetup setup, PolicyLibrary policies, LakeKeys keys, AuditTrail trail)
    {
        (_setup, Policies, _keys, _trail) = (setup, policies, keys, trail);
        Audit = new AuditWriter(trail);
        var scratch = Path.Combine(setup.Lake.Root, "_carelake", "reading");
        _engine = new LakeEngine(setup.Lake, setup.Engine with { ScratchFolder = scratch });
        _register = new PatientRegister(setup, _engine, ProtectedSpecialties.Words(setup.PoliciesFolder));
    }

    /// <summary>The policies in force.</summary>
    public PolicyLibrary Policies { get; }

    /// <summary>The audit log.</summary>
    public AuditWriter Audit { get; }

    /// <summary>Opens the policies, the keys and the audit log.</summary>
    /// <exception cref="CarelakeException">The first error of the policies, or that of a key or of the log; nothing can be read then.</exception>
    public static async Task<GovernedLake> OpenAsync(GovernedLakeSetup setup, CancellationToken cancellationToken)
    {
        var policies = PolicyLibrary.Read(setup.PoliciesFolder);
        if (policies.Issues.FirstOrDefault(issue => issue.Severity == Severity.Error) is { } error)
            throw new CarelakeException(error.Code, error.Message, error.Location, "Run 'carelake policy check' to see all that is wrong.");
        var folder = Path.Combine(setup.Lake.Root, "_carelake");
        var keys = await LakeKeys.OpenAsync(Path.Combine(folder, "keys", setup.AuditName), setup.Keys, cancellationToken);
        try
        {
            return new(setup, policies.Value, keys, AuditTrail.Open(Path.Combine(folder, "audit", setup.AuditName), keys.Signing, keys.Subjects, setup.Time));
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    /// <summary>Reads rows of one table.</summary>
    /// <exception cref="CarelakeException">
    /// <c>ACC-0136</c> no such table; <c>ACC-0137</c> no such column; <c>ACC-0133</c> no policy lets the viewer see any row of it.
    /// </exception>
    public async Task<GovernedRows> ReadAsync(Viewer viewer, RowsQuery query, CancellationToken cancellationToken)
    {
        await _register.RefreshAsync(cancellationToken);
        using var session = _engine.OpenSession();
        var view = await AllowedAsync(session, viewer, query.Table, query.Action, cancellationToken);
        var (rows, patients) = await Task.Run(() => Fetch(session.Connection, view, query, cancellationToken), cancellationToken);
        await Audit.WriteAsync(Entries(viewer, query.Action, view, rows.Rows.Length, patients), cancellationToken);
        return rows;
    }

    /// <summary>Answers one SELECT over what the viewer may see.</summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="sql">The SELECT.</param>
    /// <param name="mostRows">Rows to give at most.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    /// <exception cref="CarelakeException">
    /// <c>ACC-0131</c>, <c>ACC-0132</c> what it asks is not for queries; <c>ACC-0133</c> a table of it is forbidden; <c>ACC-0134</c> the engine refuses it.
    /// </exception>
    public async Task<GovernedRows> QueryAsync(Viewer viewer, string sql, int mostRows, CancellationToken cancellationToken)
    {
        await _register.RefreshAsync(cancellationToken);
        using var session = _engine.OpenSession();
        var tables = SqlGuard.Check(session.Connection, sql, _setup.Lake.Tables().ToHashSet(StringComparer.Ordinal));
        var views = new List<GovernedView>();
        foreach (var table in tables)
        {
            var view = await AllowedAsync(session, viewer, table, "read", cancellationToken);
            views.Add(view);
            session.Bind(table, view.RowsSql(isPlain: true));
        }
        var rows = await Task.Run(() => Run(session.Connection, sql, mostRows, cancellationToken), cancellationToken);
        var now = _setup.Time.GetUtcNow();
        await Audit.WriteAsync(
            [.. views.Select(view => Entry(viewer, "read", view, now, rows.Rows.Length) with { Subject = $"query|{viewer.Id}", Details = sql })], cancellationToken);
        return rows;
    }

    /// <summary>Asks whether a viewer may look at a part of the program, or change it; the answer is in the audit log when this returns.</summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="action"><c>view</c> or <c>manage</c>.</param>
    /// <param name="area">The part, as the policies name it.</param>
    /// <param name="what">What is done there, for the audit log: no patient data.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="CarelakeException"><c>ACC-0135</c> no policy lets the viewer.</exception>
    public async Task UseAsync(Viewer viewer, string action, string area, string what, CancellationToken cancellationToken)
    {
        var now = _setup.Time.GetUtcNow();
        var part = new Entity(CarelakeEntities.Area(area), new CedarRecord([new("name", CedarValue.Of(area))]), []);
        var answer = Policies.Policies.Decide(
            new AuthorizationRequest(CarelakeEntities.User(viewer.Id), CarelakeEntities.Action(action), part.Uid, viewer.ToContext(now)), new EntityStore([viewer.ToEntity(), part]));
        await Audit.WriteAsync(
            [new() { At = now, User = viewer.Id, Action = action, Resource = what, Purpose = viewer.Purpose, Decision = answer.IsAllowed ? "allow" : "deny", Policies = answer.Reasons }],
            cancellationToken);
        if (!answer.IsAllowed)
            throw new CarelakeException("ACC-0135", $"No policy lets you {action} {area}.", what, "Ask an administrator or compliance; 'explain' says which policy decides.");
    }

    /// <summary>What a viewer may see of each column of a table, without a row.</summary>
    /// <exception cref="CarelakeException"><c>ACC-0136</c> no such table.</exception>
    public async Task<ImmutableArray<GovernedColumn>> ColumnsAsync(Viewer viewer, string table, string action, CancellationToken cancellationToken)
    {
        await _register.RefreshAsync(cancellationToken);
        using var session = _engine.OpenSession();
        return View(session, viewer, table, action).Columns;
    }

    /// <summary>
    /// Binds every table of the lake in a session to what the viewer may see of it; what is forbidden has no rows, but in bronze, where a row says only from
    /// where it is. For the way down from rows that may be seen, not for questions of the viewer's own.
    /// </summary>
    /// <returns>Whether what sources sent may be seen as it came, by table; and the policies that decided.</returns>
    public async Task<(IReadOnlyDictionary<string, bool> ShowsRaw, ImmutableArray<string> Policies)> BindAllAsync(LakeSession session, Viewer viewer, CancellationToken cancellationToken)
    {
        await _register.RefreshAsync(cancellationToken);
        var showsRaw = new Dictionary<string, bool>(StringComparer.Ordinal);
        var policies = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var table in _setup.Lake.Tables())
        {
            var view = View(session, viewer, table, "read");
            session.Bind(table, table.StartsWith("bronze.", StringComparison.Ordinal) ? view.OriginsSql() : view.RowsSql(isPlain: true));
            showsRaw[table] = view.ShowsRaw;
            policies.UnionWith(view.Policies);
        }
        return (showsRaw, [.. policies]);
    }

    /// <summary>Finds any changed, removed, inserted or moved record of the audit log.</summary>
    /// <returns>What was found, and the root of the log's tree in base64; empty for an empty log.</returns>
    public (AuditVerification Found, string Root) VerifyAudit(CancellationToken cancellationToken) => Audit.Read(trail => (
        AuditVerification.Verify(Path.Combine(_setup.Lake.Root, "_carelake", "audit", _setup.AuditName, "all"), _keys.Signing, kept: null, cancellationToken),
        trail.Log.Last is { } last ? Convert.ToBase64String(last.Root) : ""));

    /// <summary>Opens a session in the engine of governed reading, with no table bound.</summary>
    public LakeSession OpenSession() => _engine.OpenSession();

    /// <summary>Patients who asked that only the care team sees the record, as <c>facility|patient</c>, as of the last reading or <see cref="RefreshAsync"/>.</summary>
    public ImmutableHashSet<string> RestrictedPatients => _register.Restricted;

    /// <summary>Learns patients' wishes anew, where they may have changed; reading does so by itself.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken) => _register.RefreshAsync(cancellationToken);

    /// <summary>Forgets what is known of patients' wishes, so that a change holds at once.</summary>
    public void WishesChanged() => _register.Forget();

    /// <summary>Closes the log when all that waits is written.</summary>
    public async ValueTask DisposeAsync()
    {
        await Audit.DisposeAsync();
        _trail.Dispose();
        _register.Dispose();
        _engine.Dispose();
        _keys.Dispose();
    }

    private async Task<GovernedView> AllowedAsync(LakeSession session, Viewer viewer, string table, string action, CancellationToken cancellationToken)
    {
        var view = View(session, viewer, table, action);
        if (!view.IsForbidden) return view;
        await Audit.WriteAsync([Entry(viewer, action, view, _setup.Time.GetUtcNow(), 0) with { Decision = "deny" }], cancellationToken);
        throw new CarelakeException(
            ForbiddenCode, $"No policy lets you {action} rows of this table for the purpose '{viewer.Purpose}'.", table, "Ask for another purpose that goes with your job, or ask compliance; 'explain' says which policy decides.");
    }

    private GovernedView View(LakeSession session, Viewer viewer, string table, string action)
    {
        var snapshot = session.Snapshot(table) ?? throw new CarelakeException("ACC-0136", "There is no such table.", table, "`carelake tables` lists them.");
        var resource = LakeResource.Of(table, snapshot, _setup.Project, _register.Specialties);
        return GovernedView.Of(resource, viewer, action, Policies.Policies, _setup.Time.GetUtcNow(), _keys.DigestKey, PatientRegister.Relation);
    }

    private (GovernedRows Rows, IReadOnlyDictionary<string, IReadOnlyList<string>> Patients) Fetch(DuckDbConnection connection, GovernedView view, RowsQuery query, CancellationToken cancellationToken)
    {
        var table = view.Resource.Table;
        var columns = view.Columns;
        var from = $"from ({view.RowsSql(isPlain: false)}) where {Condition(query, view)}";
        if (!query.DistinctBy.IsEmpty)
            from = $"from (select * {from} qualify row_number() over (partition by {string.Join(", ", query.DistinctBy.Select(column => column == LakeResource.Patient ? column : Known(column, columns, table)))} order by {LakeResource.Key}) = 1)";
        var total = connection.Scalar<long>($"select count(*) {from}", cancellationToken);
        var order = query.Sort is { } sort ? $" order by {Known(sort, columns, table)}{(query.IsDescending ? " desc nulls last" : " asc nulls last")}{ByKeys(table, columns)}" : ByKeys(table, columns) is { Length: > 0 } usual ? $" order by {usual[2..]}" : "";
        var sql = $"select * {from}{order} limit {query.PageSize} offset {(query.Page - 1L) * query.PageSize}";
        var varying = view.Varying;
        var keyOrdinals = KeysOf(table).Select(key => columns.IndexOf(columns.FirstOrDefault(column => column.Name == key)!)).Where(index => index >= 0).ToList();
        var patients = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

        using var command = connection.CreateCommand(sql);
        using var interrupt = cancellationToken.Register(connection.Interrupt);
        using var reader = command.ExecuteReader();
        var rows = ImmutableArray.CreateBuilder<GovernedRow>();
        while (reader.Read())
        {
            var values = Values(reader, columns.Length);
            var keyAt = columns.Length + varying.Length;
            var patient = view.HasPatient && !reader.IsDBNull(keyAt + 1) ? PatientNames.KeyOf(reader.GetString(keyAt + 1)) : null;
            rows.Add(new(values, Hidden(reader, columns, varying)) { Key = reader.IsDBNull(keyAt) ? "" : reader.GetString(keyAt), Patient = patient });
            if (patient is null) continue;
            if (!patients.TryGetValue(patient, out var keys)) patients[patient] = keys = new List<string>();
            if (patients.Count <= MostPatientsWithKeys) ((List<string>)keys).Add(string.Join(' ', keyOrdinals.Select(index => $"{values[index]}")));
        }
        return (new(table, columns, rows.ToImmutable())
        {
            Page = query.Page, PageSize = query.PageSize, Total = total, AsOf = view.Resource.Snapshot.Timestamp, Version = view.Resource.Snapshot.Version,
        }, patients);
    }

    private static ImmutableArray<object?> Values(DbDataReader reader, int count)
    {
        var values = ImmutableArray.CreateBuilder<object?>(count);
        for (var index = 0; index < count; index++) values.Add(reader.IsDBNull(index) ? null : reader.GetValue(index));
        return values.MoveToImmutable();
    }

    private static ImmutableArray<string> Hidden(DbDataReader reader, ImmutableArray<GovernedColumn> columns, ImmutableArray<SensitivityClass> varying)
    {
        if (varying.IsEmpty) return [];
        var hidden = varying.Where((_, index) => reader.GetString(columns.Length + index) != "none").ToHashSet();
        return hidden.Count == 0 ? [] : [.. columns.Where(column => column.Shown is null && hidden.Contains(column.Sensitivity)).Select(column => column.Name)];
    }

    private static GovernedRows Run(DuckDbConnection connection, string sql, int mostRows, CancellationToken cancellationToken)
    {
        try
        {
            using var command = connection.CreateCommand(sql);
            using var interrupt = cancellationToken.Register(connection.Interrupt);
            using var reader = command.ExecuteReader();
            var columns = reader.Columns.Select(column => new GovernedColumn(column.Name, column.Type.ToString().ToLowerInvariant(), null, null, SensitivityClass.Open)).ToImmutableArray();
            var rows = ImmutableArray.CreateBuilder<GovernedRow>();
            var isTruncated = false;
            while (reader.Read())
            {
                isTruncated = rows.Count == mostRows;
                if (isTruncated) break;
                rows.Add(new(Values(reader, columns.Length), []));
            }
            return new("", columns, rows.ToImmutable()) { PageSize = mostRows, Total = rows.Count, IsTruncated = isTruncated };
        }
        catch (DuckDbException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CarelakeException("ACC-0134", $"The engine refuses the statement: {exception.Message.Split('\n')[0]}", "", "Correct the statement.", exception);
        }
    }

    private static string Condition(RowsQuery query, GovernedView view)
    {
        var columns = view.Columns;
        var conditions = query.Where.Select(item => item.Value.Length == 0
            ? $"{Known(item.Key, columns, query.Table)} is null"
            : $"cast({Known(item.Key, columns, query.Table)} as varchar) = {DuckDbSql.Literal(item.Value)}").ToList();
        if (query.Search.Length > 0)
            conditions.Add($"({string.Join(" or ", query.SearchColumns.Select(column => $"contains(lower(cast({Known(column, columns, query.Table)} as varchar)), {DuckDbSql.Literal(query.Search.ToLowerInvariant())})"))})");
        if (query.Condition.Length > 0) conditions.Add($"({query.Condition})");
        if (!query.Patients.IsEmpty) conditions.Add(view.HasPatient ? view.Resource.NamesPatients(query.Patients) : "false");
        if (query.Key is { } key) conditions.Add($"{LakeResource.Key} = {DuckDbSql.Literal(key)}");
        if (query.IsCurrentOnly && columns.Any(column => column.Name == "is_current")) conditions.Add("is_current");
        return conditions.Count == 0 ? "true" : string.Join(" and ", conditions);
    }

    private static string Known(string column, ImmutableArray<GovernedColumn> columns, string table) => columns.Any(one => one.Name == column)
        ? DuckDbSql.Identifier(column)
        : throw new CarelakeException("ACC-0137", $"{table} has no such column.", table, $"It has {string.Join(", ", columns.Select(one => one.Name))}.");

    private IReadOnlyList<string> KeysOf(string table) => _setup.Project.Models.GetValueOrDefault(table)?.Keys ?? [];

    private string ByKeys(string table, ImmutableArray<GovernedColumn> columns) =>
        string.Concat(KeysOf(table).Where(key => columns.Any(column => column.Name == key)).Select(key => $", {DuckDbSql.Identifier(key)} asc nulls first"));

    private List<AuditEntry> Entries(Viewer viewer, string action, GovernedView view, int rows, IReadOnlyDictionary<string, IReadOnlyList<string>> patients)
    {
        var now = _setup.Time.GetUtcNow();
        if (patients.Count == 0) return [Entry(viewer, action, view, now, rows)];
        // One entry a patient, so that an accounting of disclosures finds each.
        return [.. patients.Select(patient => Entry(viewer, action, view, now, patient.Value.Count) with { Subject = patient.Key, Details = string.Join('\n', patient.Value) })];
    }

    private static AuditEntry Entry(Viewer viewer, string action, GovernedView view, DateTimeOffset now, int rows) => new()
    {
        At = now, User = viewer.Id, Action = action, Resource = view.Resource.Table, Purpose = viewer.Purpose, Decision = "allow", Policies = view.Policies, RowCount = rows,
        IsBreakGlass = viewer.IsEmergencyAt(now),
    };
}
