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
    /// joined text. What lacks a fragment stays as it came, with the error <c>HL7-0013</c> or <c>HL7-0014</c>: part of a message must not be processed. A
    /// message that is whole by itself, whatever stands in its MSH-14, has <c>HL7-0014</c> as a warning.
    /// </returns>
    public static ImmutableArray<Parsed<Hl7Message>> Join(IReadOnlyList<Parsed<Hl7Message>> messages, Hl7ReadOptions? options = null)
    {
        if (messages.All(message => !Concerns(message.Value))) return [.. messages];
        var chains = new List<Chain>();
        var open = new Dictionary<(string Application, string Facility, string Pointer), Chain>();
        foreach (var message in messages)
        {
            var pointer = Continued(message.Value);
            var chain = pointer.Length > 0 && open.Remove(Key(message.Value, pointer), out var known) && known.Fits(message.Value) ? known : null;
            if (chain is null) chains.Add(chain = new(message, continues: pointer.Length > 0));
            else chain.Add(message);
            if (Pointer(message.Value) is { } next) open[Key(message.Value, next)] = chain;
        }
        return [.. chains.SelectMany(chain => chain.Messages(options ?? Hl7ReadOptions.Default))];
    }

    private static bool Concerns(Hl7Message message) => Pointer(message) is not null || Continued(message).Length > 0;

    /// <summary>What MSH-14 says; empty when the message continues none.</summary>
    private static string Continued(Hl7Message message) => message.Header.Field(14).Text.Trim();

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
            var isRest = continues && !BeginsItself(first.Value);
            if ((isRest ? Continues(Severity.Error, "it is only the end of a message") : LacksEnd()) is { } lacks)
                return _parts.Select(part => With(part, lacks));
            var whole = _parts.Count == 1 ? _parts[0] : Joined(options);
            return [continues ? With(whole, Continues(Severity.Warning, "it is whole by itself")) : whole];
        }

        private Finding Continues(Severity severity, string meaning) =>
            new("HL7-0014", severity, "MSH-14", first.Value.Header.Field(14).Offset, $"The message continues one that is not there: {meaning}.");

        private Finding? LacksEnd()
        {
            var last = _parts[^1].Value;
            if (Pointer(last) is null) return null;
            var end = Last(last);
            // Before version 2.4 DSC did not say whether the rest is sent or is to be asked for.
            var severity = end?.Field(2).IsEmpty == true ? Severity.Warning : Severity.Error;
            return new("HL7-0013", severity, "DSC-1", end?.Offset ?? -1, "The message is to be continued, and the continuation is not there.");
        }

        /// <summary>
        /// Senders write numbers of their own into MSH-14. The rest of a message begins in its middle: one that says whose it is, or has all that its
        /// structure asks for, is none.
        /// </summary>
        private static bool BeginsItself(Hl7Message message)
        {
            var next = message.Segments.Skip(1).FirstOrDefault(segment => !segment.Is("SFT"));
            if (next.Is("EVN") || next.Is("PID")) return true;
            return next.Exists && !next.Is("ADD") && GroupedMessage.Of(message) is { Structure.Length: > 0, Missing.IsEmpty: true };
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
