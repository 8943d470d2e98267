using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Carelake.Core;
using Carelake.Events.Brokers;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Carelake.Events.Kafka;

/// <summary>
/// A topic of Kafka, or of what speaks as it does (Azure Event Hubs, Amazon MSK, Redpanda). The producer is idempotent and waits for all replicas in step, so that what the client sends again by
/// itself stands once and in its order.
/// </summary>
public sealed class KafkaBroker : IBroker
{
    private const int MostBatch = 2000;
    private const int MostBatchBytes = 8 << 20;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private readonly KafkaOptions _options;
    private readonly IConsumer<Ignore, byte[]> _reader;
    private readonly SemaphoreSlim _reading = new(1, 1);
    private IProducer<Null, byte[]> _producer;
    private volatile bool _isProducerBroken;
    private volatile bool _canDrop = true;
    private volatile string _lastError = "";

    private KafkaBroker(KafkaOptions options)
    {
        _options = options;
        _producer = MakeProducer();
        _reader = MakeConsumer(_ => { });
    }

    /// <inheritdoc/>
    public string Name => NameOf(_options.Topic);

    /// <inheritdoc/>
    public int PartitionCount { get; private set; }

    /// <summary>What a log is called that is a topic.</summary>
    public static string NameOf(string topic) => $"kafka:{topic}";

    /// <summary>Connects, and makes the topic when it is not there.</summary>
    /// <exception cref="CarelakeException">LOG-0006: no server answers, or it refuses; LOG-0008: the client library is not installed; LOG-0009: a setting is wrong.</exception>
    public static async Task<KafkaBroker> ConnectAsync(KafkaOptions options, CancellationToken cancellationToken)
    {
        KafkaLibrary.Require();
        var broker = Make(options);
        try
        {
            broker.PartitionCount = await Task.Run(broker.TopicAsync, cancellationToken);
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Task> SendAsync(int partition, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        var kept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (true)
        {
            if (_isProducerBroken) RenewProducer();
            try
            {
                _producer.Produce(new TopicPartition(_options.Topic, partition), new Message<Null, byte[]> { Value = message.ToArray() }, report => Settle(report, kept));
                return kept.Task;
            }
            catch (ProduceException<Null, byte[]> exception) when (exception.Error.Code == ErrorCode.Local_QueueFull)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<BrokerMessage>> FollowAsync(IReadOnlyList<long> from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batches = Channel.CreateBounded<IReadOnlyList<BrokerMessage>>(2);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var consuming = Task.Factory.StartNew(() => Consume(from, batches.Writer, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellationToken)) yield return batch;
        }
        finally
        {
            await stop.CancelAsync();
            await consuming;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BrokerMessage>> ReadAsync(int partition, long from, long through, long mostBytes, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Read(partition, from, through, mostBytes, cancellationToken), cancellationToken);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<BrokerBounds> BoundsAsync(int partition, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Bounds(_reader, partition), cancellationToken);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <inheritdoc/>
    public async Task DropAsync(int partition, long before, CancellationToken cancellationToken)
    {
        if (!_canDrop) return;
        try
        {
            using var admin = new DependentAdminClientBuilder(_producer.Handle).Build();
            await admin.DeleteRecordsAsync([new(_options.Topic, partition, before)], new DeleteRecordsOptions { RequestTimeout = _options.Timeout, OperationTimeout = _options.Timeout }).WaitAsync(cancellationToken);
        }
        catch (KafkaException)
        {
            // Not allowed, or not known (Event Hubs): the topic's own retention frees the space.
            _canDrop = false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _reading.WaitAsync();
        // Each waits for threads of its own.
        await Task.WhenAll(Task.Run(_producer.Dispose), Task.Run(_reader.Dispose));
        _reading.Dispose();
    }

    private static KafkaBroker Make(KafkaOptions options)
    {
        try
        {
            return new(options);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw new CarelakeException("LOG-0009", $"A setting of Kafka is wrong: {exception.Message}", $"{options}", "Correct `events: settings:` in carelake.yaml; the names are librdkafka's.", exception);
        }
    }

    // Its number of partitions.
    private async Task<int> TopicAsync()
    {
        using var admin = new DependentAdminClientBuilder(_producer.Handle).Build();
        try
        {
            // All topics: asked for by its name, a topic could be made by that, with the wrong number of partitions.
            var found = admin.GetMetadata(_options.Timeout).Topics.Find(topic => topic.Topic == _options.Topic);
            if (found is { Error.IsError: false, Partitions.Count: > 0 }) return found.Partitions.Count;
            await admin.CreateTopicsAsync([Topic(_options)], new() { RequestTimeout = _options.Timeout, OperationTimeout = _options.Timeout });
            return _options.Partitions;
        }
        catch (KafkaException exception)
        {
            throw Away(_options, $"{exception.Error.Reason} {_lastError}".Trim(), exception);
        }
    }

    private static TopicSpecification Topic(KafkaOptions options) => new()
    {
        Name = options.Topic, NumPartitions = options.Partitions, ReplicationFactor = options.Copies,
        Configs = new()
        {
            ["retention.ms"] = $"{(long)options.Kept.TotalMilliseconds}", ["cleanup.policy"] = "delete", ["min.insync.replicas"] = $"{Math.Max(1, options.Copies - 1)}",
        },
    };

    private void Settle(DeliveryReport<Null, byte[]> report, TaskCompletionSource kept)
    {
        if (!report.Error.IsError && report.Status == PersistenceStatus.Persisted) kept.TrySetResult();
        else kept.TrySetException(Away(_options, report.Error.Reason, inner: null));
    }

    // A fatal error ends an idempotent producer: what it had is reported as failed, and the next one begins.
    private void RenewProducer()
    {
        _producer.Dispose();
        _isProducerBroken = false;
        _producer = MakeProducer();
    }

    private void Consume(IReadOnlyList<long> from, ChannelWriter<IReadOnlyList<BrokerMessage>> batches, CancellationToken cancellationToken)
    {
        string? gone = null;
        try
        {
            using var consumer = MakeConsumer(reason => Volatile.Write(ref gone, reason));
            consumer.Assign(from.Select((offset, partition) => new TopicPartitionOffset(_options.Topic, partition, Math.Max(offset, Bounds(consumer, partition).First))));
            Write(batches, [], cancellationToken);
            while (!cancellationToken.IsCancellationRequested)
            {
                var batch = Next(consumer);
                if (batch.Count > 0) Write(batches, batch, cancellationToken);
                else if (Volatile.Read(ref gone) is { } reason) throw Away(_options, reason, inner: null);
            }

            consumer.Unassign();
            batches.TryComplete();
        }
        catch (Exception exception)
        {
            batches.TryComplete(exception is KafkaException kafka ? Away(_options, kafka.Error.Reason, kafka) : exception);
        }
    }

    // The thread is this consumer's own, so it may wait for those who are slower.
    private static void Write(ChannelWriter<IReadOnlyList<BrokerMessage>> batches, IReadOnlyList<BrokerMessage> batch, CancellationToken cancellationToken) =>
        batches.WriteAsync(batch, cancellationToken).AsTask().GetAwaiter().GetResult();

    private static List<BrokerMessage> Next(IConsumer<Ignore, byte[]> consumer)
    {
        var batch = new List<BrokerMessage>();
        for (var (bytes, wait) = (0, Poll); batch.Count < MostBatch && bytes < MostBatchBytes && consumer.Consume(wait) is { } result; wait = TimeSpan.Zero)
        {
            batch.Add(MessageOf(result));
            bytes += batch[^1].Bytes.Length;
        }

        return batch;
    }

    private List<BrokerMessage> Read(int partition, long from, long through, long mostBytes, CancellationToken cancellationToken)
    {
        try
        {
            var first = Math.Max(from, Bounds(_reader, partition).First);
            if (first > through) return [];
            var messages = new List<BrokerMessage>();
            _reader.Assign(new TopicPartitionOffset(_options.Topic, partition, first));
            for (var bytes = 0L; bytes < mostBytes && (messages.Count == 0 || messages[^1].Offset < through);)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var result = _reader.Consume(_options.Timeout) ?? throw Away(_options, "It does not answer.", inner: null);
                messages.Add(MessageOf(result));
                bytes += messages[^1].Bytes.Length;
            }

            return messages;
        }
        catch (KafkaException exception)
        {
            throw Away(_options, exception.Error.Reason, exception);
        }
        finally
        {
            _reader.Unassign();
        }
    }

    private BrokerBounds Bounds(IConsumer<Ignore, byte[]> consumer, int partition)
    {
        try
        {
            var offsets = consumer.QueryWatermarkOffsets(new(_options.Topic, partition), _options.Timeout);
            return new(offsets.Low, offsets.High);
        }
        catch (KafkaException exception)
        {
            throw Away(_options, exception.Error.Reason, exception);
        }
    }

    private static BrokerMessage MessageOf(ConsumeResult<Ignore, byte[]> result) => new(result.Partition, result.Offset, result.Message.Value ?? []);

    private IProducer<Null, byte[]> MakeProducer() => new ProducerBuilder<Null, byte[]>(new ProducerConfig(Client(_options))
    {
        Acks = Acks.All, EnableIdempotence = true, EnableDeliveryReports = true, DeliveryReportFields = "status",
    }).SetErrorHandler((_, error) =>
    {
        _lastError = error.Reason;
        if (error.IsFatal) _isProducerBroken = true;
    }).SetLogHandler((_, _) => { }).Build();

    private IConsumer<Ignore, byte[]> MakeConsumer(Action<string> gone) => new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig(Client(_options))
    {
        // No group of Kafka's: a place is committed with the data it produced.
        GroupId = "carelake", EnableAutoCommit = false, EnableAutoOffsetStore = false, AutoOffsetReset = AutoOffsetReset.Earliest,
    }).SetErrorHandler((_, error) =>
    {
        if (error.Code is ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Authentication) gone(error.Reason);
    }).SetLogHandler((_, _) => { }).Build();

    // What the project sets comes after what is usual, and before what the log cannot do without.
    private static Dictionary<string, string> Client(KafkaOptions options)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["bootstrap.servers"] = string.Join(',', options.Servers), ["client.id"] = "carelake", ["socket.keepalive.enable"] = "true", ["reconnect.backoff.max.ms"] = "2000",
            ["linger.ms"] = "2", ["message.timeout.ms"] = $"{(long)options.Timeout.TotalMilliseconds}", ["queue.buffering.max.kbytes"] = $"{128 << 10}", ["queued.max.messages.kbytes"] = $"{16 << 10}",
        };
        foreach (var (name, value) in options.Settings) settings[name] = value;
        return settings;
    }

    private static CarelakeException Away(KafkaOptions options, string reason, Exception? inner) => new(
        "LOG-0006", $"The broker of the event log does not take or give anything now: {reason}", NameOf(options.Topic),
        "Check `events:` in carelake.yaml, and that Kafka runs and lets this program in; it is tried again by itself once it was reached.", inner, isTransient: true);
}
