using System.Collections;

namespace Carelake.Hl7v2;

/// <summary>The repetitions of a field, each as its data type; none when the field was not sent. The default value is empty.</summary>
/// <typeparam name="T">The data type.</typeparam>
public readonly struct Repeated<T> : IReadOnlyList<T>
    where T : struct, IHl7Type<T>
{
    private readonly Slice _slice;

    internal Repeated(Slice slice) => _slice = slice;

    /// <summary>Nothing was sent: the stored values stay.</summary>
    public bool IsEmpty => _slice.IsEmpty;

    /// <summary><c>""</c> was sent: the stored values are to be deleted.</summary>
    public bool IsNull => _slice.IsNull;

    /// <summary>Values sent, empty ones between others included.</summary>
    public int Count => _slice.IsEmpty || _slice.IsNull ? 0 : _slice.HasRepetitions ? _slice.CountParts(_slice.Message?.Delimiters.Repetition ?? 0) : 1;

    /// <summary>The value after that many others; an empty one past the end.</summary>
    public T this[int index] => T.Of(new(_slice.RepetitionPart(index + 1)));

    /// <summary>What a receiver of one value takes; an empty one when nothing was sent.</summary>
    public T First => this[0];

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        for (var index = 0; index < Count; index++)
            yield return this[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
