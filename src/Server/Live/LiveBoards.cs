using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Carelake.Events;
using Carelake.Hl7v2;
using Carelake.Operations;

namespace Carelake.Server.Live;

/// <summary>
/// The live state of a tenant's patients and beds, and the boards made from it. Messages are taken as they come; boards are made at most ten times a second, so that a
/// burst costs one board and not one for each message.
/// </summary>
internal sealed class LiveBoards : IAsyncDisposable
{
    private const string KeptGroup = "live-boards-kept";
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan KeepEvery = TimeSpan.FromMinutes(15);
    private readonly LiveFeeds _feeds;
    private readonly TimeProvider _time;
    private readonly Func<string, string> _protectionOf;
    private readonly FlowEventReader _reader;
    private readonly PatientLabels _labels = new();
    private readonly Lock _lock = new();
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, BoardStream> _streams = new(StringComparer.Ordinal);
    private readonly FrozenDictionary<(string, string), PlannedBed> _wards;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _following;
    private readonly Task _publishing;
    private readonly Task _keeping;
    private FlowState _state = new();
    private LogFollower? _follower;
    private long _taken;

    /// <summary>Begins to follow the feeds.</summary>
    /// <param name="feeds">Where messages come from.</param>
    /// <param name="time">The clock.</param>
    /// <param name="protectionOf">The protected specialty that a ward's name tells of; <c>general</c> for others.</param>
    public LiveBoards(LiveFeeds feeds, TimeProvider time, Func<string, string> protectionOf)
    {
        (_feeds, _time, _protectionOf) = (feeds, time, protectionOf);
        _reader = new FlowEventReader(feeds.Zone);
        _wards = feeds.Plan.Beds.DistinctBy(bed => (bed.FacilityId, bed.Location.Ward)).ToFrozenDictionary(bed => (bed.FacilityId, bed.Location.Ward));
        foreach (var facility in feeds.Plan.Beds.Select(bed => bed.FacilityId).Distinct(StringComparer.Ordinal)) _changed.Add(facility);
        PublishChanged();
        _following = Task.Run(() => FollowAsync(_stop.Token), CancellationToken.None);
        _publishing = Task.Run(() => PublishAsync(_stop.Token), CancellationToken.None);
        _keeping = Task.Run(() => KeepRegularlyAsync(_stop.Token), CancellationToken.None);
    }

    /// <summary>Messages taken.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>Facilities that have a board, by id.</summary>
    public IEnumerable<string> Facilities => _streams.Keys.Order(StringComparer.Ordinal);

    /// <summary>The boards of a facility; <see langword="null"/> when there is none.</summary>
    public BoardStream? Of(string facility) => _streams.GetValueOrDefault(facility);

    /// <summary>The boards are as new as the last message taken, at the moment of the call. For tests and for answers that must not be older.</summary>
    public void PublishChanged()
    {
        List<(BoardStream Stream, BoardView Board)> made;
        lock (_lock)
        {
            made = [.. _changed.Select(facility => (Stream: _streams.GetOrAdd(facility, _ => new()), Board: Make(facility)))];
            _changed.Clear();
            foreach (var (stream, board) in made) Publish(stream, board);
        }
    }

    /// <summary>The beds there are.</summary>
    public BedPlan Plan => _feeds.Plan;

    /// <summary>Names of a facility's wards, by their code.</summary>
    public IReadOnlyDictionary<string, string> WardNames(string facility) =>
        _wards.Values.Where(bed => bed.FacilityId == facility).ToDictionary(bed => bed.Location.Ward, bed => bed.WardName is { Length: > 0 } name ? name : bed.Location.Ward, StringComparer.Ordinal);

    /// <summary>Asks the live state something. It stands still meanwhile, so the question must be short.</summary>
    public T Ask<T>(Func<FlowState, T> question)
    {
        lock (_lock) return question(_state);
    }

    /// <summary>What a patient is called; <see langword="null"/> when no message said it.</summary>
    public PatientLabel? LabelOf(string facility, string patient) => _labels.Find(facility, patient);

    /// <summary>A patient as a cell of a board that is not about beds.</summary>
    public BoardCell CellOf(Visit visit, PatientLocation location, DateTimeOffset? since, DateTimeOffset asOf) => Cell(visit.FacilityId, location, state: null, visit, since, asOf);

    /// <summary>Takes a message.</summary>
    /// <param name="bytes">As it came.</param>
    /// <param name="sequence">Its position in the log; rises.</param>
    /// <param name="listener">The listener that it came by; empty when there was none.</param>
    public void Take(ReadOnlyMemory<byte> bytes, long sequence, string listener = "")
    {
        Interlocked.Increment(ref _taken);
        var message = Hl7Message.Parse(bytes);
        if (!message.IsUsable) return;
        var events = _reader.Read(message.Value, sequence).Value;
        var facility = _feeds.FacilityOfListener.GetValueOrDefault(listener) ?? _feeds.FacilityOfSender(message.Value.Header.Field(4).Text);
        _labels.Learn(message.Value, facility);
        if (events.IsEmpty) return;
        lock (_lock)
        {
            foreach (var flow in events)
            {
                _state.Apply(flow with { FacilityId = facility });
                _changed.Add(facility);
            }
        }
    }

    private async Task KeepAsync()
    {
        if (_feeds is not { Log: { } log, Memory: { } memory } || Volatile.Read(ref _follower) is not { } follower) return;
        try
        {
            // How far first, then what is known: a message taken between the two is taken again at the next start, which changes nothing.
            var taken = follower.Taken;
            await memory.WriteAsync(new(log.Id, taken, _labels.All, Ask(state => state.ToSnapshot())), CancellationToken.None);
            for (var partition = 0; partition < taken.Length; partition++) await log.CommitAsync(KeptGroup, partition, taken[partition], CancellationToken.None);
        }
        catch (Exception exception)
        {
            // A full disk, for example: what was kept before stands, and the log keeps what came since.
            _feeds.Failed(exception);
        }
    }

    /// <summary>Stops following.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_following, _publishing, _keeping);
        await KeepAsync();
        _stop.Dispose();
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_feeds.Log is { } log)
            {
                var follower = new LogFollower(log, await RememberAsync(log, cancellationToken), Take, _feeds.Failed, _time);
                Volatile.Write(ref _follower, follower);
                await follower.RunAsync(cancellationToken);
            }
            else if (_feeds.Messages is { } messages)
            {
                var sequence = 0L;
                await foreach (var message in messages(cancellationToken)) Take(message, ++sequence);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped.
        }
        catch (Exception exception)
        {
            // The boards stay as they are; the one who runs the server is told.
            _feeds.Failed(exception);
        }
    }

    /// <summary>Takes up what was kept.</summary>
    /// <returns>The last offset known of each partition.</returns>
    private async Task<ImmutableArray<long>> RememberAsync(IEventLog log, CancellationToken cancellationToken)
    {
        if (_feeds.Memory is not { } memory) return [.. new long[log.PartitionCount]];
        try
        {
            if (await memory.ReadAsync(log.Id, log.PartitionCount, cancellationToken) is { } kept)
            {
                _labels.Restore(kept.Boards.Labels);
                lock (_lock)
                {
                    _state = kept.State;
                    foreach (var facility in _state.Facilities) _changed.Add(facility);
                }
                return kept.Boards.Offsets;
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Damaged, of another key, not readable: the boards are made anew.
            _feeds.Failed(exception);
        }
        // From now on the log keeps what is not kept here.
        for (var partition = 0; partition < log.PartitionCount; partition++) await log.CommitAsync(KeptGroup, partition, 0, cancellationToken);
        return [.. new long[log.PartitionCount]];
    }

    private async Task KeepRegularlyAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(KeepEvery, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken)) await KeepAsync();
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Beat, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken)) PublishChanged();
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private static void Publish(BoardStream stream, BoardView board)
    {
        var before = stream.Current;
        if (before is null)
        {
            stream.Publish(board with { Version = 1 }, [], isWaitingChanged: true);
            return;
        }

        var known = before.Wards.SelectMany(ward => ward.Beds).ToDictionary(bed => bed.Location);
        var changes = board.Wards.SelectMany(ward => ward.Beds.Where(bed => !known.TryGetValue(bed.Location, out var old) || !bed.SaysTheSameAs(old)).Select(bed => new BoardChange(bed, ward, board.AsOf))).ToImmutableArray();
        var isWaitingChanged = !board.WaitsAs(before);
        if (changes.IsEmpty && !isWaitingChanged) return;
        stream.Publish(board with { Version = before.Version + 1 }, changes, isWaitingChanged);
    }

    private BoardView Make(string facility)
    {
        var plan = _feeds.Plan;
        var board = _state.BedBoard(facility, new([.. plan.Beds.Where(bed => bed.FacilityId == facility)]));
        var wards = board.Beds.GroupBy(bed => bed.Location.Ward).Select(ward => new BoardWard(
            ward.Key, _wards.GetValueOrDefault((facility, ward.Key))?.WardName ?? ward.Key, _wards.GetValueOrDefault((facility, ward.Key))?.Kind ?? WardKind.Other,
            [.. ward.Select(bed => Cell(facility, bed.Location, bed.State, bed.Visit, bed.Since, board.AsOf))]));
        var without = board.WithoutBed.Select(waiting => Cell(facility, waiting.Placement.Location, state: null, waiting.Visit, waiting.Placement.Start, board.AsOf));
        return new(facility, 0, board.AsOf, [.. wards], [.. without], [.. board.Issues.Select(issue => (issue.Issue, issue.At))]);
    }

    private BoardCell Cell(string facility, PatientLocation location, BedState? state, Visit? visit, DateTimeOffset? since, DateTimeOffset asOf)
    {
        var label = visit is null ? null : _labels.Find(facility, visit.PatientId);
        return new()
        {
            Facility = facility, Location = location, State = state, Since = since, VisitId = visit?.VisitId ?? "", PatientId = visit?.PatientId ?? "", Label = label,
            Age = label?.AgeOn(DateOnly.FromDateTime(asOf.UtcDateTime)), ExpectedDischarge = visit?.ExpectedDischarge, Specialty = visit?.Service ?? "",
            Protection = _protectionOf(_wards.GetValueOrDefault((facility, location.Ward))?.WardName ?? location.Ward),
        };
    }
}
