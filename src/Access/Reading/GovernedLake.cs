using System.Collections.Immutable;
using System.Collections.Concurrent;
using Carelake.Access.Audit;
using Carelake.Access.Cedar;
using Carelake.Access.Policies;
using Carelake.Core;
using Carelake.Delta;
using Carelake.Delta.Snapshots;
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

    private readonly GovernedLakeSetup _setup;
    private readonly LakeKeys _keys;
    private readonly AuditTrail _trail;
    private readonly LakeEngine _engine;
    private readonly PatientRegister _register;
    private readonly ReadingConnections _connections;
    private readonly KeptTables? _kept;
    private readonly ConcurrentDictionary<string, (ProtectedSpecialties Specialties, LakeResource Resource)> _resources = new(StringComparer.Ordinal);

    private GovernedLake(GovernedLakeSetup setup, PolicyLibrary policies, LakeKeys keys, AuditTrail trail)
    {
        (_setup, Policies, _keys, _trail) = (setup, policies, keys, trail);
        Audit = new AuditWriter(trail);
        var scratch = Path.Combine(setup.Lake.Root, "_carelake", "reading");
        _engine = new LakeEngine(setup.Lake, setup.Engine with { ScratchFolder = scratch, KeepsOrder = true });
        _connections = new(_engine);
        if (setup.KeptRows > 0) _kept = new(_engine, setup.KeptRows, setup.Time);
        _register = new PatientRegister(setup, _engine, ProtectedSpecialties.Words(setup.PoliciesFolder));
    }

    /// <summary>The policies in force.</summary>
    public PolicyLibrary Policies { get; }

    /// <summary>The audit log.</summary>
    public AuditWriter Audit { get; }

    /// <summary>Name of that log, beside those of other processes.</summary>
    public string AuditName => _setup.AuditName;

    /// <summary>Drops the copies for fast reading: rows were taken out of the lake for good.</summary>
    public void ForgetCopies() => _kept?.Forget();

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
        var connection = _connections.Take();
        try
        {
            var read = await ReadAsync(connection, viewer, query, cancellationToken);
            _connections.Give(connection);
            return read;
        }
        catch
        {
            // It may have been interrupted, or hold half a result.
            connection.Dispose();
            throw;
        }
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
        var copies = new List<KeptTable>();
        GovernedRows rows;
        try
        {
            foreach (var table in tables)
            {
                var view = await AllowedAsync(session.Connection, viewer, table, "read", cancellationToken);
                views.Add(view);
                var kept = await KeptAsync(view.Resource, cancellationToken);
                if (kept is not null) copies.Add(kept);
                session.Bind(table, view.RowsSql(kept?.RowsSql() ?? view.Resource.Snapshot.ScanSql(), isPlain: true));
            }
            rows = await Task.Run(() => Run(session.Connection, sql, mostRows, cancellationToken), cancellationToken);
        }
        finally
        {
            foreach (var kept in copies) kept.Leave();
        }
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
        var answer = Decide(viewer, action, area, now);
        await Audit.WriteAsync(
            [new() { At = now, User = viewer.Id, Action = action, Resource = what, Purpose = viewer.Purpose, Decision = answer.IsAllowed ? "allow" : "deny", Policies = answer.Reasons }],
            cancellationToken);
        if (!answer.IsAllowed)
            throw new CarelakeException("ACC-0135", $"No policy lets you {action} {area}.", what, "Ask an administrator or compliance; 'explain' says which policy decides.");
    }

    /// <summary>Whether a viewer may do something in a part of the program, for endpoints whose answer depends on it; what is done is audited by itself.</summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="action"><c>view</c> or <c>manage</c>.</param>
    /// <param name="area">The part, as the policies name it.</param>
    public bool May(Viewer viewer, string action, string area) => Decide(viewer, action, area, _setup.Time.GetUtcNow()).IsAllowed;

    /// <summary>What a viewer may see of each column of a table, without a row.</summary>
    /// <exception cref="CarelakeException"><c>ACC-0136</c> no such table.</exception>
    public async Task<ImmutableArray<GovernedColumn>> ColumnsAsync(Viewer viewer, string table, string action, CancellationToken cancellationToken)
    {
        await _register.RefreshAsync(cancellationToken);
        using var connection = _engine.Connect();
        return View(connection, viewer, table, action).Columns;
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
            var view = View(session.Connection, viewer, table, "read");
            session.Bind(table, table.StartsWith("bronze.", StringComparison.Ordinal) ? view.OriginsSql() : view.RowsSql(view.Resource.Snapshot.ScanSql(), isPlain: true));
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

    /// <summary>Copies of tables are being made for fast reading; until they stand, readings take longer.</summary>
    public bool IsCopying => _kept?.IsMaking == true;

    /// <summary>Closes the log when all that waits is written.</summary>
    public async ValueTask DisposeAsync()
    {
        await Audit.DisposeAsync();
        _trail.Dispose();
        if (_kept is not null) await _kept.DisposeAsync();
        _connections.Dispose();
        _register.Dispose();
        _engine.Dispose();
        _keys.Dispose();
    }

    private AuthorizationResponse Decide(Viewer viewer, string action, string area, DateTimeOffset now)
    {
        var part = new Entity(CarelakeEntities.Area(area), new CedarRecord([new("name", CedarValue.Of(area))]), []);
        return Policies.Policies.Decide(
            new AuthorizationRequest(CarelakeEntities.User(viewer.Id), CarelakeEntities.Action(action), part.Uid, viewer.ToContext(now)), new EntityStore([viewer.ToEntity(), part]));
    }

    private async Task<GovernedView> AllowedAsync(DuckDbConnection connection, Viewer viewer, string table, string action, CancellationToken cancellationToken)
    {
        var view = View(connection, viewer, table, action);
        if (!view.IsForbidden) return view;
        await Audit.WriteAsync([Entry(viewer, action, view, _setup.Time.GetUtcNow(), 0) with { Decision = "deny" }], cancellationToken);
        throw new CarelakeException(
            ForbiddenCode, $"No policy lets you {action} rows of this table for the purpose '{viewer.Purpose}'.", table, "Ask for another purpose that goes with your job, or ask compliance; 'explain' says which policy decides.");
    }

    private async Task<GovernedRows> ReadAsync(DuckDbConnection connection, Viewer viewer, RowsQuery query, CancellationToken cancellationToken)
    {
        var view = await AllowedAsync(connection, viewer, query.Table, query.Action, cancellationToken);
        var kept = await KeptAsync(view.Resource, cancellationToken);
        GovernedRows rows;
        IReadOnlyDictionary<string, IReadOnlyList<string>> patients;
        try
        {
            var page = new TablePage(connection, view, kept, KeysOf(query.Table), _register.Wishes);
            (rows, patients) = await Task.Run(() => page.Read(query, cancellationToken), cancellationToken);
        }
        finally
        {
            kept?.Leave();
        }
        await Audit.WriteAsync(Entries(viewer, query.Action, view, rows.Rows.Length, patients), cancellationToken);
        return rows;
    }

    private async Task<KeptTable?> KeptAsync(LakeResource resource, CancellationToken cancellationToken) =>
        _kept is null ? null : await _kept.FindAsync(resource, KeysOf(resource.Table), cancellationToken);

    private GovernedView View(DuckDbConnection connection, Viewer viewer, string table, string action)
    {
        var snapshot = Snapshot(connection, table) ?? throw new CarelakeException("ACC-0136", "There is no such table.", table, "`carelake tables` lists them.");
        return GovernedView.Of(ResourceOf(table, snapshot), viewer, action, Policies.Policies, _setup.Time.GetUtcNow(), _keys.DigestKey, _register.NonEmptyRelation);
    }

    // A look at the newest version costs a look at one file of its log.
    private DeltaSnapshot? Snapshot(DuckDbConnection connection, string table)
    {
        if (!LakeFolder.IsTableName(table)) return null;
        try
        {
            return _setup.Lake.Table(table).Snapshot(connection);
        }
        catch (CarelakeException exception) when (exception.Code == DeltaTable.NoTableCode)
        {
            return null;
        }
    }

    // How a table is a resource depends on its version and on what departments there are, and on nobody who reads it.
    private LakeResource ResourceOf(string table, DeltaSnapshot snapshot)
    {
        var specialties = _register.Specialties;
        if (_resources.TryGetValue(table, out var known) && ReferenceEquals(known.Resource.Snapshot, snapshot) && ReferenceEquals(known.Specialties, specialties)) return known.Resource;
        var resource = LakeResource.Of(table, snapshot, _setup.Project, specialties);
        _resources[table] = (specialties, resource);
        return resource;
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
                rows.Add(new(TablePage.Values(reader, columns.Length), []));
            }
            return new("", columns, rows.ToImmutable()) { PageSize = mostRows, Total = rows.Count, IsTruncated = isTruncated };
        }
        catch (DuckDbException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CarelakeException("ACC-0134", $"The engine refuses the statement: {exception.Message.Split('\n')[0]}", "", "Correct the statement.", exception);
        }
    }

    private IReadOnlyList<string> KeysOf(string table) => _setup.Project.Models.GetValueOrDefault(table)?.Keys ?? [];

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
