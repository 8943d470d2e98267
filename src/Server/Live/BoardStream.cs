using System.Collections.Immutable;

namespace Carelake.Server.Live;

/// <summary>
/// The boards of one facility as they follow each other. Viewers keep no queue here: each asks for what came after the board it has seen, and one that is too far behind
/// gets the newest board whole. Safe for any number of threads.
/// </summary>
internal sealed class BoardStream
{
    private const int MostKept = 256;
    private readonly Lock _lock = new();
    private readonly Queue<(long Version, ImmutableArray<BoardChange> Changes, bool IsWaitingChanged)> _steps = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The newest board; <see langword="null"/> before the first.</summary>
    public BoardView? Current { get; private set; }

    /// <summary>Adds a board.</summary>
    /// <param name="board">The newest.</param>
    /// <param name="changes">What differs from the one before.</param>
    /// <param name="isWaitingChanged">Those without a bed, or the issues, differ.</param>
    public void Publish(BoardView board, ImmutableArray<BoardChange> changes, bool isWaitingChanged)
    {
        TaskCompletionSource waiting;
        lock (_lock)
        {
            Current = board;
            _steps.Enqueue((board.Version, changes, isWaitingChanged));
            if (_steps.Count > MostKept) _steps.Dequeue();
            (waiting, _next) = (_next, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        waiting.SetResult();
    }

    /// <summary>What came after a version.</summary>
    /// <returns>The newest board, and the changes that lead to it; <see langword="null"/> changes when they are no longer kept. A task that ends when more comes.</returns>
    public (BoardView? Board, ImmutableArray<BoardChange>? Changes, bool IsWaitingChanged, Task More) After(long version)
    {
        lock (_lock)
        {
            if (Current is null || Current.Version == version) return (Current, [], false, _next.Task);
            var isKnown = _steps.Count > 0 && _steps.Peek().Version <= version + 1 && version > 0;
            if (!isKnown) return (Current, null, true, _next.Task);
            var steps = _steps.Where(step => step.Version > version).ToList();
            // A bed that changed twice is told once, as it is now.
            var changes = steps.SelectMany(step => step.Changes).Reverse().DistinctBy(change => change.Cell.Location).Reverse();
            return (Current, [.. changes], steps.Any(step => step.IsWaitingChanged), _next.Task);
        }
    }
}
