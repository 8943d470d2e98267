using System.Collections.Immutable;
using Carelake.Core;

namespace Carelake.Hl7v2;

/// <summary>
/// Messages that were too long to be sent at once (HL7 v2.5.1 section 2.10.2): a fragment ends with DSC, whose pointer is MSH-14 of the message that goes on
/// where it stopped.
/// </summary>
public static class Continuations
{
    private const string Interactive = "I";

    /// <summary>Puts fragments together; other messages pass through as they are.</summary>
    /// <param name="messages">In the order in which they came; fragments of several senders may be mixed.</param>
    /// <param name="options">How the joined text is read; <see langword="null"/> for <see cref="Hl7ReadOptions.Default"/>.</param>
    /// <returns>
    /// In order of the first fragment. A joined message has the first one's header, the segments of all, and no DSC; <see cref="Hl7Message.Original"/> is its
    /// joined text. What lacks a fragment stays as it came, with the error <c>HL7-0013</c> or <c>HL7-0014</c>: part of a message must not be processed.
    /// </returns>
    public static ImmutableArray<Parsed<Hl7Message>> Join(IReadOnlyList<Parsed<Hl7Message>> messages, Hl7ReadOptions? options = null)
    {
        if (messages.All(message => !Concerns(message.Value))) return [.. messages];
        var chains = new List<Chain>();
        var open = new Dictionary<(string Application, string Facility, string Pointer), Chain>();
        foreach (var message in messages)
        {
            var pointer = message.Value.Header.Field(14).Text;
            var chain = pointer.Length > 0 && open.Remove(Key(message.Value, pointer), out var known) && known.Fits(message.Value) ? known : null;
            if (chain is null) chains.Add(chain = new(message, continues: pointer.Length > 0));
            else chain.Add(message);
            if (Pointer(message.Value) is { } next) open[Key(message.Value, next)] = chain;
        }
        return [.. chains.SelectMany(chain => chain.Messages(options ?? Hl7ReadOptions.Default))];
    }

    private static bool Concerns(Hl7Message message) => Pointer(message) is not null || !message.Header.Field(14).IsEmpty;

    private static (string Application, string Facility, string Pointer) Key(Hl7Message message, string pointer) =>
        (message.Header.Field(3).Raw, message.Header.Field(4).Raw, pointer);

    /// <summary>What DSC-1 says; <see langword="null"/> when nothing is to follow, or only when it is asked for (a query's answer in parts).</summary>
    private static string? Pointer(Hl7Message message) =>
        Last(message) is { } last && last.Field(1).Text is { Length: > 0 } pointer && last.Field(2).Text != Interactive ? pointer : null;

    private static Segment? Last(Hl7Message message) => message.Segments is { Count: > 0 } segments && segments[^1].Is("DSC") ? segments[^1] : null;

    /// <summary>A first message and what continues it.</summary>
    private sealed class Chain(Parsed<Hl7Message> first, bool continues)
    {
        private readonly List<Parsed<Hl7Message>> _parts = [first];

        public void Add(Parsed<Hl7Message> part) => _parts.Add(part);

        /// <summary>The bytes can stand behind each other.</summary>
        public bool Fits(Hl7Message next) => next.Delimiters == first.Value.Delimiters && next.Encoding.WebName == first.Value.Encoding.WebName;

        public IEnumerable<Parsed<Hl7Message>> Messages(Hl7ReadOptions options)
        {
            var end = Last(_parts[^1].Value);
            // Before version 2.4 DSC did not say whether the rest is sent or is to be asked for.
            var severity = end?.Field(2).IsEmpty == true ? Severity.Warning : Severity.Error;
            Finding? lacks = continues
                ? new("HL7-0014", Severity.Error, "MSH-14", first.Value.Header.Field(14).Offset, "The message continues one that is not there: it is only the end of a message.")
                : Pointer(_parts[^1].Value) is null ? null
                : new("HL7-0013", severity, "DSC-1", end?.Offset ?? -1, "The message is to be continued, and the continuation is not there.");
            if (lacks is not null) return _parts.Select(part => With(part, lacks));
            return _parts.Count == 1 ? _parts : [Joined(options)];
        }

        private static Parsed<Hl7Message> With(Parsed<Hl7Message> part, Finding finding) =>
            new(part.Value.WithFinding(finding), part.Issues.Add(finding.ToIssue()));

        private Parsed<Hl7Message> Joined(Hl7ReadOptions options)
        {
            using var text = new MemoryStream();
            foreach (var part in _parts)
            {
                var message = part.Value;
                var start = text.Length == 0 ? 0 : StartOf(message, 1);
                var end = Last(message) is { } last ? last.Offset : message.Bytes.Length;
                if (end <= start) continue;
                text.Write(message.Bytes.Span[start..end]);
                if (message.Bytes.Span[end - 1] is not ((byte)'\r' or (byte)'\n')) text.WriteByte((byte)'\r');
            }
            // Text that was turned into UTF-8 to be read is that, whatever MSH-18 says.
            var isUtf8 = ReferenceEquals(first.Value.Encoding, Charset.Utf8) && !ReferenceEquals(first.Value.WireEncoding, Charset.Utf8);
            var joined = Hl7Message.Read(text.ToArray(), options, isUtf8);
            return new(joined, [.. joined.Findings.Select(finding => finding.ToIssue())]);
        }

        private static int StartOf(Hl7Message message, int index) => message.Segments.Count > index ? message.Segments[index].Offset : message.Bytes.Length;
    }
}
