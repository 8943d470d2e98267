using Carelake.Core;
using Carelake.Fhir.Elements;
using Carelake.Fhir.Validation;

namespace Carelake.Fhir.Bundles;

/// <summary>
/// Decides what a transaction or batch does, before anything is done (FHIR R4, sections 3.1.0.11 and 3.1.0.11.2): order by verb, conditional
/// requests, identities that meet, ids for <c>urn:uuid:</c>, conditional references. A function: what the server knows comes as an argument.
/// </summary>
public static class BundlePlanner
{
    /// <summary>Plans a bundle.</summary>
    /// <param name="bundle">A Bundle of type transaction or batch.</param>
    /// <param name="store">What the server knows.</param>
    /// <param name="validator">Checks each resource that would be stored; an error refuses it.</param>
    public static PlannedBundle Plan(FhirDocument bundle, TransactionStore store, FhirValidator validator)
    {
        var type = bundle.Root["type"].Text;
        if (bundle.Root.Type?.Name != "Bundle" || type is not ("transaction" or "batch"))
            return new PlannedBundle.Refused(400, [Refusal("FHIR-0170", "invalid", bundle.Root, "Only bundles of type transaction or batch are processed.")]);
        var requests = bundle.Root.Children("entry").Select(BundleRequest.Of).ToList();
        return type == "transaction" ? Transaction(requests, store, validator) : Batch(requests, store, validator);
    }

    private static PlannedBundle Transaction(List<BundleRequest> requests, TransactionStore store, FhirValidator validator)
    {
        var planned = new List<PlannedEntry>();
        var refused = new List<Refused>();
        foreach (var request in requests)
        {
            var (entry, refusal) = Identify(request, store, validator);
            if (entry is not null) planned.Add(entry);
            if (refusal is not null) refused.Add(refusal);
        }
        if (refused.Count == 0) refused.AddRange(Duplicates(planned, requests));
        if (refused.Count > 0) return Refuse(refused);
        var resolver = new ReferenceResolver(requests, planned, store);
        var resolved = planned.Select(entry => entry.Resource.IsEmpty ? entry : entry with { Resource = resolver.Rewrite(requests[entry.Index]) }).ToList();
        return resolver.Refusals.Count > 0
            ? Refuse(resolver.Refusals)
            : new PlannedBundle.Transaction([.. resolved.OrderBy(entry => Order(entry.Action)).ThenBy(entry => entry.Index)]);
    }

    private static PlannedBundle.Batch Batch(List<BundleRequest> requests, TransactionStore store, FhirValidator validator) => new(
        [.. requests.Select(request => Identify(request, store, validator) switch
        {
            (PlannedEntry entry, null) => Independent(request, entry, store),
            var (_, refusal) => new BatchEntry(null, refusal!.Status, [refusal.Issue]),
        })]);

    // Entries of a batch know nothing of each other: a reference to another's urn:uuid can never be resolved.
    private static BatchEntry Independent(BundleRequest request, PlannedEntry entry, TransactionStore store)
    {
        if (entry.Action == PlannedAction.Read && entry.Id.Length > 0 && store.Version(entry.Type, entry.Id) is null)
            return new(null, 404, [Refusal("FHIR-0177", "not-found", request.Entry, "There is no such resource.")]);
        if (entry.Resource.IsEmpty) return new(entry, entry.Status, []);
        var resolver = new ReferenceResolver([request], [entry], store);
        var resource = resolver.Rewrite(request);
        return resolver.Refusals is [var refused, ..] ? new(null, refused.Status, [refused.Issue]) : new(entry with { Resource = resource }, entry.Status, []);
    }

    // What an entry is about and does, looked at alone.
    private static (PlannedEntry? Planned, Refused? Refused) Identify(BundleRequest request, TransactionStore store, FhirValidator validator)
    {
        if (request.Type.Length == 0 && !(request.Method is "GET" or "HEAD"))
            return No(400, "FHIR-0171", "invalid", request, "The URL of a request names a resource type.");
        if (request.Method is "POST" or "PUT" && Unfit(request, validator) is { } unfit) return (null, unfit);
        return request.Method switch
        {
            "POST" => Create(request, store),
            "PUT" => Update(request, store, PlannedAction.Update),
            "PATCH" => Update(request, store, PlannedAction.Patch),
            "DELETE" => Delete(request, store),
            "GET" or "HEAD" => (new PlannedEntry(request.Index, PlannedAction.Read, request.Type, request.Id, default, 200, request.Url), null),
            _ => No(400, "FHIR-0171", "invalid", request, "The method of a request is POST, PUT, PATCH, DELETE, GET or HEAD."),
        };
    }

    private static Refused? Unfit(BundleRequest request, FhirValidator validator)
    {
        if (request.Resource.IsNone || request.Resource.Type?.Name != request.Type)
            return new(400, Refusal("FHIR-0172", "invalid", request.Entry, "The resource is not of the type that the URL names."));
        var document = FhirDocument.Parse(FhirWriter.ToUtf8(request.Resource)).Value;
        var error = document is null ? null : validator.Validate(document).FirstOrDefault(issue => issue.Severity == Severity.Error);
        return error is null ? null : new(400, error with { Expression = $"{request.Entry.Path}.resource ({error.Expression})", Position = request.Resource.Position });
    }

    private static (PlannedEntry?, Refused?) Create(BundleRequest request, TransactionStore store)
    {
        if (request.IfNoneExist.Length > 0)
        {
            var found = store.Search(request.Type, request.IfNoneExist);
            if (found.Count > 1) return Several(request);
            if (found.Count == 1) return (new PlannedEntry(request.Index, PlannedAction.Keep, request.Type, found[0], default, 200, request.Url), null);
        }
        return Stored(request, PlannedAction.Create, store.NewId(request.Type), 201);
    }

    private static (PlannedEntry?, Refused?) Update(BundleRequest request, TransactionStore store, PlannedAction action)
    {
        var id = request.Id;
        if (id.Length == 0)
        {
            var found = store.Search(request.Type, request.Query);
            if (found.Count > 1) return Several(request);
            id = found.Count == 1 ? found[0] : request.Resource["id"].Text ?? store.NewId(request.Type);
        }
        else if (action == PlannedAction.Update && request.Resource["id"].Text != id)
        {
            return No(400, "FHIR-0172", "invalid", request, "The id of the resource is not that of the URL.");
        }
        var version = store.Version(request.Type, id);
        if (request.IfMatch.Length > 0 && Tag(request.IfMatch) != version)
            return No(412, "FHIR-0173", "conflict", request, "The version that the request expects is not the current one.");
        if (action == PlannedAction.Patch && version is null) return No(404, "FHIR-0177", "not-found", request, "There is no such resource.");
        return Stored(request, action, id, version is null ? 201 : 200);
    }

    private static (PlannedEntry?, Refused?) Delete(BundleRequest request, TransactionStore store)
    {
        var id = request.Id;
        if (id.Length == 0)
        {
            var found = store.Search(request.Type, request.Query);
            if (found.Count > 1) return Several(request);
            if (found.Count == 1) id = found[0];
        }
        return (new PlannedEntry(request.Index, PlannedAction.Delete, request.Type, id, default, 204, request.Url), null);
    }

    private static (PlannedEntry?, Refused?) Stored(BundleRequest request, PlannedAction action, string id, int status) =>
        (new PlannedEntry(request.Index, action, request.Type, id, FhirWriter.ToUtf8(request.Resource), status, request.Url), null);

    // The same resource may be touched once (R4, section 3.1.0.11.2), however it is named; reading it is no touch.
    private static IEnumerable<Refused> Duplicates(List<PlannedEntry> planned, List<BundleRequest> requests)
    {
        var urls = new HashSet<string>(StringComparer.Ordinal);
        var identities = new HashSet<(string, string)>();
        foreach (var entry in planned.Where(entry => entry.Action != PlannedAction.Read))
        {
            var request = requests[entry.Index];
            var isNew = entry.Id.Length == 0 || identities.Add((entry.Type, entry.Id));
            var isNewUrl = request.FullUrl.Length == 0 || urls.Add(request.FullUrl);
            var isNewCondition = request.IfNoneExist.Length == 0 || identities.Add((entry.Type, "?" + request.IfNoneExist));
            if (!isNew || !isNewUrl || !isNewCondition)
                yield return new(400, Refusal("FHIR-0174", "duplicate", request.Entry, "The transaction has this resource twice."));
        }
    }

    private static int Order(PlannedAction action) => action switch
    {
        PlannedAction.Delete => 0,
        PlannedAction.Create or PlannedAction.Keep => 1,
        PlannedAction.Update or PlannedAction.Patch => 2,
        _ => 3,
    };

    // W/"3" names version 3.
    private static string Tag(string ifMatch) => ifMatch.Replace("W/", "", StringComparison.Ordinal).Trim('"');

    private static PlannedBundle.Refused Refuse(List<Refused> refused) => new(refused[0].Status, [.. refused.Select(one => one.Issue)]);

    private static (PlannedEntry?, Refused?) Several(BundleRequest request) => No(412, "FHIR-0175", "multiple-matches", request, "Several resources answer to the condition.");

    private static (PlannedEntry?, Refused?) No(int status, string code, string type, BundleRequest request, string message) =>
        (null, new Refused(status, Refusal(code, type, request.Entry, message)));

    internal static FhirIssue Refusal(string code, string type, FhirElement element, string message) => new(code, Severity.Error, type, element.Path, element.Position, message);

    /// <summary>Why an entry cannot be done.</summary>
    internal sealed record Refused(int Status, FhirIssue Issue);
}
