using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Carelake.Core;
using Carelake.Events.Brokers;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Carelake.Events.RabbitMq;

/// <summary>Streams of RabbitMQ, one for each partition, over AMQP 0.9.1: a message is confirmed when a majority of the stream's nodes has it.</summary>
public sealed class RabbitMqBroker : IBroker
{
    private const string OffsetHeader = "x-stream-offset";
    private const ushort MostUnacknowledged = 500;
    private const int MostBatch = 1000;
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);
    private readonly RabbitMqOptions _options;
    private readonly SemaphoreSlim _reading = new(1, 1);
    private StreamPublisher? _publisher;

    private RabbitMqBroker(RabbitMqOptions options) => _options = options;

    /// <inheritdoc/>
    public string Name => NameOf(_options.Name);

    /// <inheritdoc/>
    public int PartitionCount => _options.Partitions;

    /// <summary>What a log is called whose streams begin with a name.</summary>
    public static string NameOf(string name) => $"rabbitmq:{name}";

    /// <summary>Connects, and makes the streams that are not there.</summary>
    /// <exception cref="CarelakeException">LOG-0006: no node answers, or it refuses.</exception>
    public static async Task<RabbitMqBroker> ConnectAsync(RabbitMqOptions options, CancellationToken cancellationToken)
    {
        var broker = new RabbitMqBroker(options);
        await broker.AskAsync(
            async connection =>
            {
                for (var partition = 0; partition < options.Partitions; partition++) await DeclareAsync(connection, options, partition, cancellationToken);
                return true;
            },
            cancellationToken);
        return broker;
    }

    /// <inheritdoc/>
    public async ValueTask<Task> SendAsync(int partition, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        try
        {
            if (_publisher is { IsOpen: false } gone)
            {
                _publisher = null;
                await gone.DisposeAsync();
            }

            _publisher ??= await StreamPublisher.OpenAsync(await ConnectAsync("publishes", cancellationToken), cancellationToken);
            return FailAsync(await _publisher.SendAsync(StreamOf(partition), message, cancellationToken));
        }
        catch (Exception exception) when (IsOfBroker(exception))
        {
            throw Away(exception);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<BrokerMessage>> FollowAsync(IReadOnlyList<long> from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var connection = await OpenAsync("follows", cancellationToken);
        try
        {
            var messages = Channel.CreateBounded<BrokerMessage>(MostUnacknowledged);
            connection.ConnectionShutdownAsync += (_, reason) => Complete(messages.Writer, reason.ReplyText);
            for (var partition = 0; partition < from.Count; partition++) await ConsumeAsync(connection, partition, from[partition], messages.Writer, cancellationToken);
            yield return [];
            while (await messages.Reader.WaitToReadAsync(cancellationToken))
            {
                var batch = new List<BrokerMessage>();
                while (batch.Count < MostBatch && messages.Reader.TryRead(out var message)) batch.Add(message);
                if (batch.Count > 0) yield return batch;
            }

            throw Away(inner: null);
        }
        finally
        {
            await CloseAsync(connection);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<BrokerMessage>> ReadAsync(int partition, long from, long through, long mostBytes, CancellationToken cancellationToken) => AskAsync<IReadOnlyList<BrokerMessage>>(
        async connection =>
        {
            var messages = Channel.CreateBounded<BrokerMessage>(MostUnacknowledged);
            connection.ConnectionShutdownAsync += (_, reason) => Complete(messages.Writer, reason.ReplyText);
            await ConsumeAsync(connection, partition, from, messages.Writer, cancellationToken);
            var read = new List<BrokerMessage>();
            for (var bytes = 0L; bytes < mostBytes && (read.Count == 0 || read[^1].Offset < through);)
            {
                var message = await messages.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(_options.Timeout, TimeProvider.System, cancellationToken);
                if (message.Offset > through) break;
                read.Add(message);
                bytes += message.Bytes.Length;
            }

            return read;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<BrokerBounds> BoundsAsync(int partition, CancellationToken cancellationToken) => AskAsync(
        async connection =>
        {
            // A stream does not tell where it ends; its last chunk does.
            var first = await EdgeAsync(connection, partition, "first", cancellationToken);
            return first is null ? new BrokerBounds(0, 0) : new(first.Value.First, (await EdgeAsync(connection, partition, "last", cancellationToken) ?? first.Value).Last + 1);
        },
        cancellationToken);

    /// <summary>Does nothing: a stream drops what is older than it keeps, and nothing else.</summary>
    public Task DropAsync(int partition, long before, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_publisher is { } publisher) await publisher.DisposeAsync();
        _reading.Dispose();
    }

    private static async Task DeclareAsync(IConnection connection, RabbitMqOptions options, int partition, CancellationToken cancellationToken)
    {
        try
        {
            await using var looking = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            await looking.QueueDeclarePassiveAsync($"{options.Name}-{partition}", cancellationToken);
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            await using var making = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            await making.QueueDeclareAsync(
                $"{options.Name}-{partition}", durable: true, exclusive: false, autoDelete: false,
                new Dictionary<string, object?>
                {
                    ["x-queue-type"] = "stream", ["x-initial-cluster-size"] = options.Copies, ["x-max-age"] = $"{Math.Max(1, (int)options.Kept.TotalDays)}D",
                    ["x-queue-leader-locator"] = "least-leaders",
                },
                cancellationToken: cancellationToken);
        }
    }

    // Offsets of the first and the last message from an edge of a stream on; null when there is none.
    private async Task<(long First, long Last)?> EdgeAsync(IConnection connection, int partition, string edge, CancellationToken cancellationToken)
    {
        var messages = Channel.CreateBounded<BrokerMessage>(MostUnacknowledged);
        await using var channel = await ConsumeAsync(connection, partition, edge, messages.Writer, cancellationToken);
        (long First, long Last)? found = null;
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (true)
            {
                quiet.CancelAfter(Quiet);
                var message = await messages.Reader.ReadAsync(quiet.Token);
                found = (found?.First ?? message.Offset, message.Offset);
                if (edge == "first") return found;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return found;
        }
    }

    private async Task<IChannel> ConsumeAsync(IConnection connection, int partition, object from, ChannelWriter<BrokerMessage> messages, CancellationToken cancellationToken)
    {
        var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.BasicQosAsync(0, MostUnacknowledged, global: false, cancellationToken);
        var consumer = new AsyncEventingBasicConsumer(channel);
        var first = from as long? ?? 0;
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            var offset = Convert.ToInt64(delivery.BasicProperties.Headers![OffsetHeader], CultureInfo.InvariantCulture); // A stream gives it with every message.
            // A stream begins with the chunk that has the offset, which may have earlier messages too. The bytes are the client's until this returns.
            if (offset >= first) await messages.WriteAsync(new(partition, offset, delivery.Body.ToArray()), cancellationToken);
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, cancellationToken);
        };
        // The node that has the stream went, or the stream was deleted.
        consumer.UnregisteredAsync += (_, _) => Complete(messages, "The stream went away.");
        consumer.ShutdownAsync += (_, reason) => Complete(messages, reason.ReplyText);
        channel.ChannelShutdownAsync += (_, reason) => Complete(messages, reason.ReplyText);
        await channel.BasicConsumeAsync(StreamOf(partition), autoAck: false, "", noLocal: false, exclusive: false, new Dictionary<string, object?> { [OffsetHeader] = from }, consumer, cancellationToken);
        return channel;
    }

    private Task Complete(ChannelWriter<BrokerMessage> messages, string reason)
    {
        messages.TryComplete(Away(new IOException(reason)));
        return Task.CompletedTask;
    }

    // One question at a time, over a connection of its own: those who keep up with the log ask nothing.
    private async Task<T> AskAsync<T>(Func<IConnection, Task<T>> ask, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            var connection = await OpenAsync("reads", cancellationToken);
            try
            {
                return await ask(connection);
            }
            catch (Exception exception) when (IsOfBroker(exception))
            {
                throw Away(exception);
            }
            finally
            {
                await CloseAsync(connection);
            }
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task<IConnection> OpenAsync(string what, CancellationToken cancellationToken)
    {
        try
        {
            return await ConnectAsync(what, cancellationToken);
        }
        catch (Exception exception) when (IsOfBroker(exception))
        {
            throw Away(exception);
        }
    }

    private Task<IConnection> ConnectAsync(string what, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory
        {
            UserName = _options.User, Password = _options.Password, VirtualHost = _options.VirtualHost, AutomaticRecoveryEnabled = false, TopologyRecoveryEnabled = false,
            RequestedHeartbeat = TimeSpan.FromSeconds(10), RequestedConnectionTimeout = _options.Timeout, ContinuationTimeout = _options.Timeout, ClientProvidedName = $"carelake {what}",
        };
        return factory.CreateConnectionAsync(_options.Servers.Select(server => Endpoint(server, _options)).ToList(), cancellationToken);
    }

    private static AmqpTcpEndpoint Endpoint(string server, RabbitMqOptions options)
    {
        var colon = server.LastIndexOf(':');
        var host = server[..colon].Trim('[', ']');
        var endpoint = new AmqpTcpEndpoint(host, int.Parse(server.AsSpan(colon + 1), CultureInfo.InvariantCulture));
        if (options.IsTls) endpoint.Ssl = BrokerTls.Options(host, options.Authorities);
        return endpoint;
    }

    private static async Task CloseAsync(IConnection connection)
    {
        try
        {
            await connection.CloseAsync(Constants.ReplySuccess, "done", TimeSpan.FromSeconds(2), abort: true, CancellationToken.None);
        }
        catch (Exception exception) when (IsOfBroker(exception))
        {
            // It is gone already.
        }

        await connection.DisposeAsync();
    }

    private async Task FailAsync(Task confirmed)
    {
        try
        {
            await confirmed;
        }
        catch (Exception exception) when (IsOfBroker(exception))
        {
            throw Away(exception);
        }
    }

    private static bool IsOfBroker(Exception exception) =>
        exception is RabbitMQClientException or IOException or TimeoutException or System.Net.Sockets.SocketException or ChannelClosedException or ObjectDisposedException;

    private string StreamOf(int partition) => $"{_options.Name}-{partition}";

    private CarelakeException Away(Exception? inner) => new(
        "LOG-0006", $"The broker of the event log does not take or give anything now: {inner?.Message ?? "it closed the connection."}", Name,
        "Check `events:` in carelake.yaml, and that RabbitMQ runs and lets this program in; it is tried again by itself once it was reached.", inner, isTransient: true);
}
