using System.Runtime.InteropServices;
using System.Text;
using Carelake.Events.Kafka;

namespace Carelake.Tests.Events.Kafka;

/// <summary>Three brokers that speak Kafka's protocol over TCP, made by librdkafka inside the process of the tests. One for all tests; each has topics of its own. A partition keeps its last 5 MB.</summary>
internal sealed partial class MockKafka
{
    private const string Library = "librdkafka.so.1";
    private const int ProducerType = 0;
    private const int BrokerCount = 3;
    private static readonly Lazy<MockKafka> One = new(() => new MockKafka());
    private readonly nint _cluster;

    private MockKafka()
    {
        var error = new byte[512];
        var client = rd_kafka_new(ProducerType, rd_kafka_conf_new(), error, (nuint)error.Length);
        client.ShouldNotBe(0, Encoding.ASCII.GetString(error));
        _cluster = rd_kafka_mock_cluster_new(client, BrokerCount);
        Servers = [.. Marshal.PtrToStringAnsi(rd_kafka_mock_cluster_bootstraps(_cluster))!.Split(',')];
    }

    /// <summary>Where the brokers listen.</summary>
    public IReadOnlyList<string> Servers { get; }

    /// <summary>The brokers; ends the test where librdkafka is missing.</summary>
    public static MockKafka Start()
    {
        if (KafkaLibrary.IsInstalled) return One.Value;
        const string missing = "librdkafka is not installed (package librdkafka1; ./test installs it where it may).";
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(missing);
        Assert.Skip(missing);
        return One.Value;
    }

    /// <summary>Brokers that no other test uses, to be switched off.</summary>
    public static MockKafka OfItsOwn()
    {
        Start();
        return new();
    }

    /// <summary>Makes a topic.</summary>
    public void Create(string topic, int partitions) => rd_kafka_mock_topic_create(_cluster, topic, partitions, BrokerCount).ShouldBe(0);

    /// <summary>Takes all brokers down, or up again.</summary>
    public void Switch(bool isUp)
    {
        for (var broker = 1; broker <= BrokerCount; broker++)
            (isUp ? rd_kafka_mock_broker_set_up(_cluster, broker) : rd_kafka_mock_broker_set_down(_cluster, broker)).ShouldBe(0);
    }

    [LibraryImport(Library)]
    private static partial nint rd_kafka_conf_new();

    [LibraryImport(Library)]
    private static partial nint rd_kafka_new(int type, nint configuration, [Out] byte[] error, nuint errorBytes);

    [LibraryImport(Library)]
    private static partial nint rd_kafka_mock_cluster_new(nint client, int brokers);

    [LibraryImport(Library)]
    private static partial nint rd_kafka_mock_cluster_bootstraps(nint cluster);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int rd_kafka_mock_topic_create(nint cluster, string topic, int partitions, int replicas);

    [LibraryImport(Library)]
    private static partial int rd_kafka_mock_broker_set_down(nint cluster, int broker);

    [LibraryImport(Library)]
    private static partial int rd_kafka_mock_broker_set_up(nint cluster, int broker);
}
