using System.Collections.Immutable;

namespace Carelake.X12.Tables;

/// <summary>The numbers of the envelopes a row lies in.</summary>
internal readonly record struct EnvelopeNumbers(string? Interchange, string? Group, string? Transaction);

/// <summary>How rows of one table are made.</summary>
internal sealed class RowMaker<T>
{
    private const int RowsPerSegment = 1000;
    private readonly ImmutableArray<Func<T, object?>> _values;
    private readonly Func<T, long> _segmentNumber;

    public RowMaker(string name, string transactionSetId, string grain, Func<T, long> segmentNumber, params (string Column, Func<T, object?> Value)[] columns)
    {
        _segmentNumber = segmentNumber;
        _values = [.. columns.Select(column => column.Value)];
        Table = new(
            name, transactionSetId, grain,
            ["interchange_control_number", "group_control_number", "transaction_control_number", "segment_number", .. columns.Select(column => column.Column)]);
    }

    public X12Table Table { get; }

    /// <summary>The row of a segment that gives one.</summary>
    public X12Row Row(EnvelopeNumbers envelope, T source) => Row(envelope, source, _segmentNumber(source));

    /// <summary>The rows of segments that may give several each.</summary>
    public IEnumerable<X12Row> Rows(EnvelopeNumbers envelope, IEnumerable<T> sources)
    {
        var (segment, place) = (0L, 0);
        foreach (var source in sources)
        {
            var number = _segmentNumber(source);
            place = number == segment ? place + 1 : 1;
            segment = number;
            yield return Row(envelope, source, (number * RowsPerSegment) + place);
        }
    }

    /// <summary>The row of a place of its own.</summary>
    public X12Row Row(EnvelopeNumbers envelope, T source, long position)
    {
        var values = ImmutableArray.CreateBuilder<object?>(_values.Length + 4);
        values.Add(envelope.Interchange);
        values.Add(envelope.Group);
        values.Add(envelope.Transaction);
        values.Add(_segmentNumber(source));
        foreach (var value in _values) values.Add(value(source));
        return new(Table, position, values.MoveToImmutable());
    }
}
