using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Carelake.X12.Json;

/// <summary>
/// X12 as JSON that can be turned back into the same bytes. Segments stand in the loops of their guide; their elements are named as in the guide
/// (<c>CLM01</c>), a composite is an array of its components, a repeated element an object with <c>repetitions</c>. Whatever else makes the
/// file what it is, as line ends, is kept beside.
/// </summary>
public static class X12Json
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One JSON document for one file.</summary>
    /// <param name="bytes">Any bytes; what is no X12 is kept as text between segments.</param>
    /// <param name="output">Takes UTF-8 JSON.</param>
    public static void Write(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        var places = PlacesOf(bytes);
        using var json = new Utf8JsonWriter(output, Options);
        new Writing(json, places).Write(bytes);
    }

    /// <summary>The loop each segment lies in and whether it begins it, by segment number; only segments that were placed.</summary>
    private static Dictionary<long, X12SegmentPlace> PlacesOf(ReadOnlySpan<byte> bytes)
    {
        var places = new PlaceCollector();
        var parser = new X12Parser(places, X12ParserOptions.StructureOnly);
        parser.Feed(bytes);
        parser.Complete();
        return places.Places;
    }

    private sealed class PlaceCollector : X12Handler
    {
        public Dictionary<long, X12SegmentPlace> Places { get; } = [];

        public override void OnSegment(in X12Segment segment, in X12SegmentPlace place) => Places[segment.SegmentNumber] = place;
    }

    private sealed class Writing(Utf8JsonWriter json, Dictionary<long, X12SegmentPlace> places)
    {
        // The loops that are open, outermost first; each holds an open array "content".
        private readonly List<X12GuideLoop> _open = [];

        public void Write(ReadOnlySpan<byte> bytes)
        {
            var between = LineEnd(bytes);
            json.WriteStartObject();
            json.WriteString("format", X12JsonReader.Format);
            json.WriteString("between_segments", between);
            json.WriteStartArray("content");
            var reader = new X12Reader();
            var rest = bytes;
            long end = 0;
            while (reader.TryRead(ref rest, isFinal: true, out var segment))
            {
                Enter(segment);
                var start = segment.ByteOffset;
                var isTerminated = start + segment.Bytes.Length < bytes.Length;
                WriteSegment(segment, bytes[(int)end..(int)start], end == 0 ? "" : between, isTerminated);
                end = start + segment.Bytes.Length + (isTerminated ? 1 : 0);
            }
            Leave(0);
            json.WriteEndArray();
            if (end < bytes.Length) WriteText("after", bytes[(int)end..]);
            json.WriteEndObject();
        }

        // What stands between the first two segments, which nearly always is what stands between all.
        private static string LineEnd(ReadOnlySpan<byte> bytes)
        {
            var reader = new X12Reader();
            var rest = bytes;
            if (!reader.TryRead(ref rest, isFinal: true, out _)) return "";
            var start = bytes.Length - rest.Length;
            var count = 0;
            while (start + count < bytes.Length && bytes[start + count] is (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t') count++;
            return Encoding.ASCII.GetString(bytes.Slice(start, count));
        }

        private void Enter(X12Segment segment)
        {
            if (!places.TryGetValue(segment.SegmentNumber, out var place))
            {
                Leave(0);
                return;
            }
            if (place.Guide?.Loop is not { } loop) return;
            var path = new List<X12GuideLoop>();
            for (var at = loop; at is not null; at = at.Loop) path.Insert(0, at);
            var common = 0;
            while (common < path.Count && common < _open.Count && path[common] == _open[common]) common++;
            if (place.Opened is not null) common = Math.Min(common, path.IndexOf(place.Opened) is >= 0 and var depth ? depth : common);
            Leave(common);
            foreach (var inner in path.Skip(common))
            {
                json.WriteStartObject();
                json.WriteString("loop", inner.Id);
                json.WriteStartArray("content");
                _open.Add(inner);
            }
        }

        private void Leave(int depth)
        {
            for (; _open.Count > depth; _open.RemoveAt(_open.Count - 1))
            {
                json.WriteEndArray();
                json.WriteEndObject();
            }
        }

        private void WriteSegment(X12Segment segment, ReadOnlySpan<byte> before, string usual, bool isTerminated)
        {
            // A separator beyond ASCII could be half of a letter.
            var isUtf8 = Utf8.IsValid(segment.Bytes) && IsAscii(segment.Delimiters);
            var encoding = isUtf8 ? Encoding.UTF8 : Encoding.Latin1;
            var id = encoding.GetString(segment.Id);
            json.WriteStartObject();
            json.WriteString("segment", id);
            if (X12Names.Segment(id) is { Length: > 0 } name) json.WriteString("name", name);
            json.WriteNumber("number", segment.SegmentNumber);
            if (segment.Is("ISA"u8)) WriteDelimiters(segment.Delimiters);
            if (!isUtf8) json.WriteString("encoding", "iso-8859-1");
            if (!isTerminated) json.WriteBoolean("is_terminated", value: false);
            if (Encoding.Latin1.GetString(before) != usual) WriteText("before", before);
            json.WriteStartObject("elements");
            for (var number = 1; number <= segment.ElementCount; number++)
            {
                var isLast = number == segment.ElementCount;
                if (segment.Element(number).IsEmpty && !isLast) continue;
                json.WritePropertyName($"{id}{number:00}");
                WriteElement(segment, number, encoding);
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }

        // Those of ISA11 and ISA16 are data of ISA, not separators in it.
        private void WriteElement(X12Segment segment, int number, Encoding encoding)
        {
            var element = segment.Composite(number);
            if (segment.Is("ISA"u8) || !segment.IsStructured(number))
            {
                json.WriteStringValue(encoding.GetString(segment.Element(number)));
                return;
            }
            var count = element.RepetitionCount;
            if (count > 1)
            {
                json.WriteStartObject();
                json.WriteStartArray("repetitions");
            }
            for (var repetition = 1; repetition <= count; repetition++) WriteComponents(element.Repetition(repetition), encoding);
            if (count <= 1) return;
            json.WriteEndArray();
            json.WriteEndObject();
        }

        private void WriteComponents(X12Element element, Encoding encoding)
        {
            var count = element.ComponentCount;
            if (count == 1)
            {
                json.WriteStringValue(encoding.GetString(element.Bytes));
                return;
            }
            json.WriteStartArray();
            for (var component = 1; component <= count; component++) json.WriteStringValue(encoding.GetString(element.Component(component)));
            json.WriteEndArray();
        }

        private void WriteDelimiters(X12Delimiters delimiters)
        {
            json.WriteStartObject("delimiters");
            json.WriteString("element", Text(delimiters.Element));
            if (delimiters.Repetition != 0) json.WriteString("repetition", Text(delimiters.Repetition));
            json.WriteString("component", Text(delimiters.Component));
            json.WriteString("segment", Text(delimiters.Segment));
            json.WriteEndObject();
        }

        private static bool IsAscii(X12Delimiters delimiters) => (delimiters.Element | delimiters.Repetition | delimiters.Component | delimiters.Segment) < 0x80;

        private static string Text(byte value) => ((char)value).ToString();

        // ISO 8859-1 gives every byte a letter.
        private void WriteText(string name, ReadOnlySpan<byte> bytes) => json.WriteString(name, Encoding.Latin1.GetString(bytes));
    }
}
