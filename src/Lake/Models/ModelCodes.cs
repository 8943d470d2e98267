namespace Carelake.Lake.Models;

/// <summary>Codes of what is wrong with models and mappings. Each is explained in <c>docs/reference/codes.md</c>.</summary>
internal static class ModelCodes
{
    public const string HalfModel = "LAKE-0101";
    public const string WrongTable = "LAKE-0102";
    public const string WrongMapping = "LAKE-0103";
    public const string WrongModel = "LAKE-0104";
    public const string WrongRule = "LAKE-0105";
    public const string IdentifierInGold = "LAKE-0106";
    public const string UnknownTable = "LAKE-0111";
    public const string Cycle = "LAKE-0112";
    public const string WrongLayer = "LAKE-0113";
    public const string WrongOutput = "LAKE-0114";
}
