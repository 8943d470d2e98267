using System.Globalization;
using System.Numerics;
using Carelake.Hl7v2;

namespace Carelake.Fhir.FromHl7v2.Values;

/// <summary>One value of a field, and which of its components were read.</summary>
internal sealed class V2Repetition(V2Segment segment, int fieldNumber, int number, Repetition value)
{
    private const int Tracked = 64;
    private readonly int _componentCount = value.ComponentCount;
    private ulong _read;
    private string? _text;
    private string?[]? _texts;

    public Repetition Value => value;

    public V2Segment Segment => segment;

    public int FieldNumber => fieldNumber;

    /// <summary>Such as <c>PID[1]-3[2]</c>.</summary>
    public string Path => string.Create(CultureInfo.InvariantCulture, $"{segment.Path}-{fieldNumber}[{number}]");

    /// <summary>Nothing is left to be read: all of it was, or it has one component and that was.</summary>
    public bool IsReadWhole => _read == ulong.MaxValue || (_read & 1) != 0 && _componentCount == 1;

    /// <summary>A component; of most repetitions those that maps ask for are not sent.</summary>
    public Component Component(int component) => component <= _componentCount ? value.Component(component) : default;

    /// <summary>The text of a component without blanks around it, kept: conditions ask for the same one many times. 0 for the whole repetition.</summary>
    public string Text(int component)
    {
        if (component == 0) return _text ??= value.Text.Trim();
        if (component > _componentCount) return "";
        ref var text = ref (_texts ??= new string?[_componentCount])[component - 1];
        return text ??= value.Component(component).Text.Trim();
    }

    /// <summary>A component was used; 0 for all of them.</summary>
    public void MarkRead(int component) => _read |= component == 0 ? ulong.MaxValue : 1UL << (Math.Min(component, Tracked) - 1);

    /// <summary>Components that hold something and were not read, one bit each; all bits when nothing was read at all.</summary>
    public ulong Unread()
    {
        if (value.IsEmpty || _read == ulong.MaxValue) return 0;
        if (_read == 0) return ulong.MaxValue;
        var count = Math.Min(_componentCount, Tracked);
        var unread = ~_read & (ulong.MaxValue >> (Tracked - count));
        for (var left = unread; left != 0; left &= left - 1)
        {
            var component = BitOperations.TrailingZeroCount(left) + 1;
            if (value.Component(component).IsEmpty) unread &= ~(1UL << (component - 1));
        }
        return unread;
    }
}
