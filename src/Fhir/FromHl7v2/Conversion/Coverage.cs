using System.Collections.Immutable;
using System.Numerics;
using Carelake.Fhir.FromHl7v2.Tables;
using Carelake.Fhir.FromHl7v2.Values;

namespace Carelake.Fhir.FromHl7v2.Conversion;

/// <summary>Lists what no rule has read.</summary>
internal static class Coverage
{
    public static ImmutableArray<UnmappedValue> Of(IEnumerable<V2Segment> segments, MappingTables tables)
    {
        var unmapped = ImmutableArray.CreateBuilder<UnmappedValue>();
        foreach (var segment in segments)
        {
            if (segment.IsMapped) AddFields(segment, tables, unmapped);
            else if (!tables.IsIgnored(segment.Id)) unmapped.Add(new(segment.Path, UnmappedKind.Segment));
        }
        return unmapped.ToImmutable();
    }

    private static void AddFields(V2Segment segment, MappingTables tables, ImmutableArray<UnmappedValue>.Builder unmapped)
    {
        var ignored = tables.IgnoredFields(segment.Id);
        for (var field = 1; field <= segment.FieldCount; field++)
        {
            if (!segment.IsSent(field) || ignored?.Contains(field) == true) continue;
            foreach (var repetition in segment.Field(field))
            {
                if (repetition.IsReadWhole) continue;
                var unread = repetition.Unread();
                if (unread == ulong.MaxValue)
                {
                    unmapped.Add(new(repetition.Path, UnmappedKind.Field));
                    continue;
                }
                for (; unread != 0; unread &= unread - 1)
                    unmapped.Add(new($"{repetition.Path}.{BitOperations.TrailingZeroCount(unread) + 1}", UnmappedKind.Component));
            }
        }
    }
}
