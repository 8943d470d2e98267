using System.Collections.Concurrent;
using System.Globalization;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;

namespace Carelake.Access.Reading;

/// <summary>
/// Copies of tables that are read often, in the engine's own format, where a page or one patient's rows are found in a millisecond. A copy is of one version
/// and is used for that version alone; a newer version is read from the lake's files until its own copy stands. Safe for any number of threads.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="mostRows">Rows kept of all tables together.</param>
/// <param name="time">Measures how long a copy takes.</param>
internal sealed class KeptTables(LakeEngine engine, long mostRows, TimeProvider time) : IAsyncDisposable
{
    private const string Catalog = "kept";

    // As quick to copy as to read once.
    private const long SmallRows = 50_000;

    // A table that changes all the time is copied at most for a tenth of the time.
    private const int PauseFactor = 9;

    private readonly ConcurrentDictionary<string, Slot> _slots = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private Task _making = Task.CompletedTask;
    private bool _isOpen;
    private int _last;

    private sealed class Slot
    {
        public KeptTable? Kept;
        public int IsMaking;
        public long NotBefore;
    }

    /// <summary>The copy of a table as it is now; whoever gets one leaves it (<see cref="KeptTable.Leave"/>).</summary>
    /// <returns><see langword="null"/> when there is none, or not yet: the lake's files have the rows.</returns>
    public async Task<KeptTable?> FindAsync(LakeResource resource, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var slot = _slots.GetOrAdd(resource.Table, _ => new());
        if (Volatile.Read(ref slot.Kept) is { } kept && kept.Version == resource.Snapshot.Version && kept.TryEnter()) return kept;
        if (resource.Snapshot.RowCount is not { } rows || rows > mostRows - KeptRows(resource.Table) || time.GetTimestamp() < Volatile.Read(ref slot.NotBefore)) return null;
        if (rows > SmallRows)
        {
            MakeLater(slot, resource, keys);
            return null;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            if (Volatile.Read(ref slot.Kept)?.Version != resource.Snapshot.Version) await Task.Run(() => Make(slot, resource, keys, cancellationToken), cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            Pause(slot);
        }
        finally
        {
            _one.Release();
        }

        return Volatile.Read(ref slot.Kept) is { } made && made.Version == resource.Snapshot.Version && made.TryEnter() ? made : null;
    }

    /// <summary>Drops every copy; those who read from one end first.</summary>
    public void Forget()
    {
        foreach (var slot in _slots.Values) Interlocked.Exchange(ref slot.Kept, null)?.Leave();
    }

    /// <summary>A copy is being made, which takes time from those who read.</summary>
    public bool IsMaking => !SettledAsync().IsCompleted;

    /// <summary>Done when no copy is being made.</summary>
    public Task SettledAsync()
    {
        lock (_lock) return _making;
    }

    /// <summary>Stops making copies; the engine takes those that stand with it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await SettledAsync();
        _stop.Dispose();
        _one.Dispose();
    }

    private long KeptRows(string butOf) => _slots.Where(slot => slot.Key != butOf).Sum(slot => Volatile.Read(ref slot.Value.Kept)?.Rows ?? 0);

    private void MakeLater(Slot slot, LakeResource resource, IReadOnlyList<string> keys)
    {
        if (Interlocked.Exchange(ref slot.IsMaking, 1) == 1) return;
        lock (_lock) _making = Task.WhenAll(_making, Task.Run(() => MakeAloneAsync(slot, resource, keys)));
    }

    // One at a time, so that those who read meanwhile have the engine to themselves as far as can be.
    private async Task MakeAloneAsync(Slot slot, LakeResource resource, IReadOnlyList<string> keys)
    {
        try
        {
            await _one.WaitAsync(_stop.Token);
            try
            {
                var began = time.GetTimestamp();
                Make(slot, resource, keys, _stop.Token);
                Volatile.Write(ref slot.NotBefore, time.GetTimestamp() + ((time.GetTimestamp() - began) * PauseFactor));
            }
            finally
            {
                _one.Release();
            }
        }
        catch (Exception)
        {
            Pause(slot);
        }
        finally
        {
            Volatile.Write(ref slot.IsMaking, 0);
        }
    }

    // No room, or no time left. Nobody waits for a copy: the lake's files have the rows, and say what is wrong with them. It is tried again, not at once.
    private void Pause(Slot slot) => Volatile.Write(ref slot.NotBefore, time.GetTimestamp() + (60 * time.TimestampFrequency));

    private void Make(Slot slot, LakeResource resource, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        Open();
        var name = string.Create(CultureInfo.InvariantCulture, $"{Catalog}.main.t_{Interlocked.Increment(ref _last)}");
        using var connection = engine.ConnectToRead();
        // To put millions of rows in order takes three times as long as to copy them: large tables stay in the order in which they are stored.
        var isOrdered = resource.Snapshot.RowCount <= SmallRows;
        var order = keys.Count == 0 || !isOrdered ? "" : $" order by {string.Join(", ", keys.Select(key => $"{DuckDbSql.Identifier(key)} asc nulls first"))}";
        long rows;
        try
        {
            connection.Execute($"create table {name} as select *, row_number() over () - 1 as {KeptTable.Place} from (select * from ({resource.Snapshot.ScanSql()}){order})", cancellationToken);
            if (resource.PatientKeySql is { } patient) Digests(KeptTable.PatientsOf(name), patient);
            if (resource.HasKey) Digests(KeptTable.KeysOf(name), resource.KeySql);
            rows = connection.Scalar<long>($"select count(*) from {name}", cancellationToken);
        }
        catch
        {
            KeptTable.Drop(engine, name);
            throw;
        }
        var made = new KeptTable(engine, resource.Snapshot.Version, name, rows, resource.PatientKeySql is not null, resource.HasKey) { IsOrdered = isOrdered };
        Interlocked.Exchange(ref slot.Kept, made)?.Leave();

        void Digests(string relation, string value) => connection.Execute(
            $"create table {relation} as select hash({value}) as digest, {KeptTable.Place} as place from {name} where {value} is not null order by digest", cancellationToken);
    }

    private void Open()
    {
        lock (_lock)
        {
            if (!_isOpen) engine.OpenStore(Catalog);
            _isOpen = true;
        }
    }
}
