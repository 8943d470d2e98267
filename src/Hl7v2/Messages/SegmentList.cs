using System.Collections;

namespace Carelake.Hl7v2;

/// <summary>The segments of a message in order, unknown and local ones included.</summary>
public readonly struct SegmentList : IReadOnlyList<Segment>
{
    private readonly Hl7Message _message;

    internal SegmentList(Hl7Message message) => _message = message;

    /// <inheritdoc/>
    public int Count => _message.Entries.Length;

    /// <inheritdoc/>
    public Segment this[int index] =>
        (uint)index < (uint)Count ? new(_message, index) : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>Goes through the segments without allocating.</summary>
    public Enumerator GetEnumerator() => new(_message);

    IEnumerator<Segment> IEnumerable<Segment>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Goes through the segments of a message.</summary>
    public struct Enumerator : IEnumerator<Segment>
    {
        private readonly Hl7Message _message;
        private int _index;

        internal Enumerator(Hl7Message message)
        {
            _message = message;
            _index = -1;
        }

        /// <inheritdoc/>
        public readonly Segment Current => new(_message, _index);

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext() => ++_index < _message.Entries.Length;

        /// <inheritdoc/>
        public void Reset() => _index = -1;

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }
}
