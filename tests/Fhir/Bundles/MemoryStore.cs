using System.Text;
using Carelake.Fhir.Bundles;
using Carelake.Fhir.Elements;
using Carelake.Fhir.Validation;

namespace Carelake.Tests.Fhir.Bundles;

/// <summary>A server in memory: it carries out plans and knows nothing else.</summary>
internal sealed class MemoryStore
{
    private readonly Dictionary<(string Type, string Id), (string Json, int Version)> _resources = [];
    private int _lastId;

    public int Count => _resources.Count;

    public IEnumerable<string> Of(string type) => _resources.Where(stored => stored.Key.Type == type).Select(stored => stored.Value.Json);

    public void Put(string type, string id, string json, int version) => _resources[(type, id)] = (json, version);

    /// <summary>The status of the whole, and of each entry in the order of the bundle.</summary>
    public (int Status, IReadOnlyList<string> Entries) Process(byte[] bundle)
    {
        using var document = FhirDocument.Parse(bundle).Value.ShouldNotBeNull();
        switch (BundlePlanner.Plan(document, new TransactionStore(Search, Version, _ => $"new{++_lastId}"), new FhirValidator()))
        {
            case PlannedBundle.Refused refused:
                return (refused.Status, []);
            case PlannedBundle.Transaction transaction:
                foreach (var entry in transaction.Entries) Do(entry);
                return (200, [.. transaction.Entries.OrderBy(entry => entry.Index).Select(entry => $"{entry.Status}")]);
            default:
                var batch = (PlannedBundle.Batch)BundlePlanner.Plan(document, new TransactionStore(Search, Version, _ => $"new{++_lastId}"), new FhirValidator());
                foreach (var entry in batch.Entries)
                    if (entry.Planned is { } planned)
                        Do(planned);
                return (200, [.. batch.Entries.Select(entry => $"{entry.Status}")]);
        }
    }

    private void Do(PlannedEntry entry)
    {
        switch (entry.Action)
        {
            case PlannedAction.Delete: _resources.Remove((entry.Type, entry.Id)); break;
            case PlannedAction.Create or PlannedAction.Update: _resources[(entry.Type, entry.Id)] = (Encoding.UTF8.GetString(entry.Resource.Span), 1); break;
        }
    }

    private string? Version(string type, string id) => _resources.TryGetValue((type, id), out var stored) ? $"{stored.Version}" : null;

    // Only identifier=system|value is understood.
    private string[] Search(string type, string query)
    {
        var parts = query["identifier=".Length..].Split('|');
        return [.. _resources.Where(stored => stored.Key.Type == type && stored.Value.Json.Contains($"\"value\":\"{parts[1]}\"", StringComparison.Ordinal)).Select(stored => stored.Key.Id)];
    }
}
