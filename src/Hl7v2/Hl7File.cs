using System.Collections.Immutable;
using Carelake.Core;

namespace Carelake.Hl7v2;

/// <summary>
/// Everything in a file: one message, several one after another, or batches in their envelopes (HL7 v2.5.1 section 2.10.3). Messages stay usable when the envelope
/// is wrong.
/// </summary>
/// <param name="Header">FHS; not there when the file has none.</param>
/// <param name="Batches">In order; messages outside any batch make one without header.</param>
/// <param name="Trailer">FTS; not there when it is missing.</param>
/// <param name="Findings">What is wrong with the envelope; each message has its own. Offsets count from the start of the file.</param>
public sealed record Hl7File(Segment Header, ImmutableArray<Hl7Batch> Batches, Segment Trailer, ImmutableArray<Finding> Findings)
{
    /// <summary>The messages of all batches, in order.</summary>
    public IEnumerable<Parsed<Hl7Message>> Messages => Batches.SelectMany(batch => batch.Messages);

    /// <summary>Reads a file. MLLP frames around messages are taken off, and messages that were sent in fragments are joined (<see cref="Continuations"/>).</summary>
    /// <param name="bytes">Kept by the messages, and so not to be changed as long as they are used.</param>
    /// <param name="options">What was agreed with the sender; <see langword="null"/> for <see cref="Hl7ReadOptions.File"/>.</param>
    /// <returns>What could be read, and the issues of the envelope; those of each message stand beside it.</returns>
    public static Parsed<Hl7File> Read(ReadOnlyMemory<byte> bytes, Hl7ReadOptions? options = null)
    {
        var file = new FileReader(bytes, options ?? Hl7ReadOptions.File).Read();
        return new(file, [.. file.Findings.Select(finding => finding.ToIssue())]);
    }
}
