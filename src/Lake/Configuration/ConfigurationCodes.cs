namespace Carelake.Lake.Configuration;

/// <summary>Codes of what is wrong with carelake.yaml or another YAML file of a project. Each is explained in <c>docs/reference/codes.md</c>.</summary>
internal static class ConfigurationCodes
{
    public const string FileMissing = "LAKE-0201";
    public const string NotYaml = "LAKE-0202";
    public const string UnknownKey = "LAKE-0203";
    public const string MissingKey = "LAKE-0204";
    public const string WrongValue = "LAKE-0205";
    public const string SecretMissing = "LAKE-0207";
    public const string UnknownFacility = "LAKE-0208";
    public const string WrongName = "LAKE-0209";
    public const string NoWatermark = "LAKE-0210";
}
