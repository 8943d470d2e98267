using System.Globalization;
using Carelake.Hl7v2;

namespace Carelake.Fhir.FromHl7v2.Values;

/// <summary>One value of a field, and which of its components were read.</summary>
internal sealed class V2Repetition(V2Segment segment, int fieldNumber, int number, Repetition value)
{
    private const int Tracked = 64;
    private ulong _read;

    public Repetition Value => value;

    public V2Segment Segment => segment;

    public int FieldNumber => fieldNumber;

    /// <summary>Such as <c>PID[1]-3[2]</c>.</summary>
    public string Path => string.Create(CultureInfo.InvariantCulture, $"{segment.Path}-{fieldNumber}[{number}]");

    /// <summary>Nothing is left to be read: all of it was, or it has one component and that was.</summary>
    public bool IsReadWhole => _read == ulong.MaxValue || (_read & 1) != 0 && value.ComponentCount == 1;

    /// <summary>A component was used; 0 for all of them.</summary>
    public void MarkRead(int component) => _read |= component == 0 ? ulong.MaxValue : 1UL << (Math.Min(component, Tracked) - 1);

    /// <summary>Components that hold something and were not read, from 1; a single 0 when nothing was read at all.</summary>
    public IEnumerable<int> Unread()
    {
        if (value.IsEmpty || _read == ulong.MaxValue) yield break;
        if (_read == 0)
        {
            yield return 0;
            yield break;
        }
        for (var component = 1; component <= Math.Min(value.ComponentCount, Tracked); component++)
            if ((_read & (1UL << (component - 1))) == 0 && !value.Component(component).IsEmpty) yield return component;
    }
}
