using System.Collections.Concurrent;
using RabbitMQ.Client;

namespace Carelake.Events.RabbitMq;

/// <summary>A connection that publishes, in order, and says which messages were confirmed. When it breaks, what was not confirmed has failed, and a new one is needed.</summary>
internal sealed class StreamPublisher : IAsyncDisposable
{
    private const int MostUnconfirmed = 1000;
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly ConcurrentDictionary<ulong, TaskCompletionSource> _unconfirmed = new();
    private readonly SemaphoreSlim _window = new(MostUnconfirmed);
    private ulong _lowest = 1;

    private StreamPublisher(IConnection connection, IChannel channel)
    {
        (_connection, _channel) = (connection, channel);
        channel.BasicAcksAsync += (_, acknowledged) => Settle(acknowledged.DeliveryTag, acknowledged.Multiple, error: null);
        channel.BasicNacksAsync += (_, refused) => Settle(refused.DeliveryTag, refused.Multiple, new IOException("The broker refused a message."));
        channel.ChannelShutdownAsync += (_, reason) => Settle(ulong.MaxValue, isMultiple: true, new IOException(reason.ReplyText));
    }

    /// <summary>It can be used.</summary>
    public bool IsOpen => _channel.IsOpen;

    /// <summary>Opens a channel of a connection, which is closed with it.</summary>
    public static async Task<StreamPublisher> OpenAsync(IConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            // The client's own tracking throws when it is outrun; ours waits.
            var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false), cancellationToken);
            return new(connection, channel);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Publishes a message; one call at a time.</summary>
    /// <returns>Ends when it is confirmed.</returns>
    public async Task<Task> SendAsync(string stream, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await _window.WaitAsync(cancellationToken);
        var confirmed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var number = await _channel.GetNextPublishSequenceNumberAsync(cancellationToken);
        _unconfirmed[number] = confirmed;
        try
        {
            await _channel.BasicPublishAsync("", stream, mandatory: false, new BasicProperties { Persistent = true }, message, cancellationToken);
        }
        catch (Exception exception)
        {
            Fail(number, exception);
            throw;
        }

        // It may have broken since it was looked at, and everything was settled before this was there.
        if (!_channel.IsOpen) Fail(number, new IOException("The connection to the broker broke."));
        return confirmed.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
        await Settle(ulong.MaxValue, isMultiple: true, new IOException("The connection to the broker was closed."));
    }

    private Task Settle(ulong number, bool isMultiple, Exception? error)
    {
        if (!isMultiple) Fail(number, error);
        else if (number == ulong.MaxValue) foreach (var unconfirmed in _unconfirmed.Keys) Fail(unconfirmed, error);
        else for (; _lowest <= number; _lowest++) Fail(_lowest, error);
        return Task.CompletedTask;
    }

    // Without an error it is confirmed.
    private void Fail(ulong number, Exception? error)
    {
        if (!_unconfirmed.TryRemove(number, out var confirmed)) return;
        if (error is null) confirmed.TrySetResult();
        else confirmed.TrySetException(error);
        _window.Release();
    }
}
