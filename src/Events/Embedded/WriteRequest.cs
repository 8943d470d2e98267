namespace Carelake.Events.Embedded;

/// <summary>Something that waits to be written with the next group.</summary>
/// <param name="sizeBytes">Its share of the queue.</param>
internal abstract class WriteRequest(long sizeBytes)
{
    /// <summary>Bytes that it holds in memory.</summary>
    public long SizeBytes { get; } = sizeBytes;

    /// <summary>Does its part inside the transaction of the group.</summary>
    public abstract void Write(WriteGroup group);

    /// <summary>The group is durable.</summary>
    public abstract void Complete();

    /// <summary>Nothing of the group was stored.</summary>
    public abstract void Fail(Exception exception);
}

/// <summary>Events to append.</summary>
internal sealed class AppendRequest(IReadOnlyList<NewEvent> events) : WriteRequest(events.Sum(newEvent => newEvent.Payload.Length + 256L))
{
    private readonly TaskCompletionSource<IReadOnlyList<Appended>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Appended[] _appended = new Appended[events.Count];

    public Task<IReadOnlyList<Appended>> Done => _done.Task;

    public override void Write(WriteGroup group)
    {
        for (var i = 0; i < _appended.Length; i++) _appended[i] = group.Append(events[i]);
    }

    public override void Complete() => _done.TrySetResult(_appended);

    public override void Fail(Exception exception) => _done.TrySetException(exception);
}

/// <summary>Some other change, which shares the group's sync of the disk.</summary>
internal sealed class ChangeRequest<T>(Func<WriteGroup, T> change) : WriteRequest(0)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!; // Set by Write, which always comes before Complete.

    public Task<T> Done => _done.Task;

    public override void Write(WriteGroup group) => _result = change(group);

    public override void Complete() => _done.TrySetResult(_result);

    public override void Fail(Exception exception) => _done.TrySetException(exception);
}
