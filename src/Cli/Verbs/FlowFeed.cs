using Carelake.Core;
using Carelake.Hl7v2;
using Carelake.Operations;

namespace Carelake.Cli.Verbs;

/// <summary>HL7 v2 messages taken into a live state of patients and beds.</summary>
internal sealed class FlowFeed
{
    private readonly FlowEventReader _reader = new(TimeSpan.Zero);

    /// <summary>What the messages come to.</summary>
    public FlowState State { get; } = new();

    /// <summary>Messages taken.</summary>
    public long MessageCount { get; private set; }

    /// <summary>What could not be applied, by code.</summary>
    public SortedDictionary<string, int> Refused { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes a message; one that cannot be read counts as refused.</summary>
    public void Take(ReadOnlyMemory<byte> bytes) => Take(Hl7Message.Parse(bytes));

    /// <summary>Takes a message.</summary>
    public void Take(Parsed<Hl7Message> message)
    {
        MessageCount++;
        if (!message.IsUsable)
        {
            Refuse(message.Issues.First(issue => issue.Severity == Severity.Error).Code);
            return;
        }
        var read = _reader.Read(message.Value, MessageCount, TimeProvider.System.GetUtcNow());
        foreach (var flow in read.Value) State.Apply(flow);
        foreach (var issue in read.Issues) Refuse(issue.Code);
    }

    private void Refuse(string code) => Refused[code] = Refused.GetValueOrDefault(code) + 1;
}
