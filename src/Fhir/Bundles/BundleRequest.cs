using Carelake.Fhir.Definitions;
using Carelake.Fhir.Elements;

namespace Carelake.Fhir.Bundles;

/// <summary>The request of an entry, taken apart.</summary>
/// <param name="Index">Position in the bundle, from 0.</param>
/// <param name="Entry">The entry.</param>
/// <param name="Method">In capitals; empty when it says none.</param>
/// <param name="Type">Resource type of the URL; empty when it says none that R4 has.</param>
/// <param name="Id">Id of the URL; empty when it has none.</param>
/// <param name="Query">What stands after the question mark; empty when nothing does.</param>
internal sealed record BundleRequest(int Index, FhirElement Entry, string Method, string Type, string Id, string Query)
{
    public FhirElement Resource => Entry["resource"];

    public string FullUrl => Entry["fullUrl"].Text ?? "";

    public string IfNoneExist => Entry["request"]["ifNoneExist"].Text ?? "";

    public string IfMatch => Entry["request"]["ifMatch"].Text ?? "";

    public string Url => Entry["request"]["url"].Text ?? "";

    public static BundleRequest Of(FhirElement entry, int index)
    {
        var request = entry["request"];
        var url = request["url"].Text ?? "";
        var question = url.IndexOf('?', StringComparison.Ordinal);
        var path = (question < 0 ? url : url[..question]).Trim('/').Split('/');
        var type = FhirDefinitions.R4.Type(path[0]) is { IsResource: true, IsAbstract: false } ? path[0] : "";
        return new BundleRequest(index, entry, request["method"].Text ?? "", type, path.Length > 1 ? path[1] : "", question < 0 ? "" : url[(question + 1)..]);
    }
}
