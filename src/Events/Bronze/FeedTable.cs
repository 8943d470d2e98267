using System.Collections.Immutable;
using Carelake.Lake.Bronze;

namespace Carelake.Events.Bronze;

/// <summary>A bronze table that events go to.</summary>
/// <param name="Name">Table of the listener.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record FeedTable(string Name, ImmutableArray<FeedColumn> Columns);

/// <summary>An event as a row.</summary>
/// <param name="Table">Where it goes.</param>
/// <param name="Values">In the order of the table's columns.</param>
internal readonly record struct FeedRow(FeedTable Table, object?[] Values);
