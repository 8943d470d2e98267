using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Carelake.Fhir.Elements;

/// <summary>
/// Writes elements as JSON: names and values byte for byte as they were read, so that <c>72.50</c> and <c>1.0e2</c> stay so and unknown elements
/// are kept; white space is the writer's own (FHIR R4, section 2.6.2).
/// </summary>
public static class FhirWriter
{
    /// <summary>Writes an element.</summary>
    /// <param name="element">A resource or a part of one; its companion (<c>_name</c>) is written by what holds it.</param>
    /// <param name="into">Takes UTF-8, without a byte order mark.</param>
    /// <param name="isIndented">Two spaces a level, or all on one line as NDJSON asks.</param>
    public static void Write(FhirElement element, IBufferWriter<byte> into, bool isIndented = false) => new Pen(into, isIndented, null).Value(element.Json, 0);

    /// <summary>Writes an element on one line with other strings in the place of some: how a transaction gives references their ids.</summary>
    /// <param name="element">A resource or a part of one.</param>
    /// <param name="into">Takes UTF-8, without a byte order mark.</param>
    /// <param name="replace">Given each JSON string that is a value, as text; another text to write in its place, or null.</param>
    public static void Write(FhirElement element, IBufferWriter<byte> into, Func<string, string?> replace) => new Pen(into, false, replace).Value(element.Json, 0);

    /// <summary>An element as UTF-8.</summary>
    public static byte[] ToUtf8(FhirElement element, bool isIndented = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(element, buffer, isIndented);
        return buffer.WrittenSpan.ToArray();
    }

    private readonly ref struct Pen(IBufferWriter<byte> into, bool isIndented, Func<string, string?>? replace)
    {
        public void Value(JsonElement json, int depth)
        {
            switch (json.ValueKind)
            {
                case JsonValueKind.Object: Object(json, depth); break;
                case JsonValueKind.Array: Array(json, depth); break;
                case JsonValueKind.Undefined: into.Write("null"u8); break;
                case JsonValueKind.String when replace?.Invoke(json.GetString()!) is { } other: into.Write(JsonSerializer.SerializeToUtf8Bytes(other)); break;
                default: into.Write(JsonMarshal.GetRawUtf8Value(json)); break;
            }
        }

        private void Object(JsonElement json, int depth)
        {
            into.Write("{"u8);
            var isFirst = true;
            foreach (var property in json.EnumerateObject())
            {
                Start(ref isFirst, depth + 1);
                into.Write("\""u8);
                into.Write(JsonMarshal.GetRawUtf8PropertyName(property));
                into.Write(isIndented ? "\": "u8 : "\":"u8);
                Value(property.Value, depth + 1);
            }
            End(isFirst, depth, "}"u8);
        }

        private void Array(JsonElement json, int depth)
        {
            into.Write("["u8);
            var isFirst = true;
            foreach (var item in json.EnumerateArray())
            {
                Start(ref isFirst, depth + 1);
                Value(item, depth + 1);
            }
            End(isFirst, depth, "]"u8);
        }

        private void Start(ref bool isFirst, int depth)
        {
            if (!isFirst) into.Write(","u8);
            isFirst = false;
            if (isIndented) Line(depth);
        }

        private void End(bool isEmpty, int depth, ReadOnlySpan<byte> bracket)
        {
            if (!isEmpty && isIndented) Line(depth);
            into.Write(bracket);
        }

        private void Line(int depth)
        {
            into.Write("\n"u8);
            for (; depth > 0; depth--) into.Write("  "u8);
        }
    }
}
