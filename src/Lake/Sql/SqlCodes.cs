namespace Carelake.Lake.Sql;

/// <summary>Codes of what is wrong with SQL texts. Each is explained in <c>docs/reference/codes.md</c>.</summary>
internal static class SqlCodes
{
    public const string NotSql = "LAKE-0110";
    public const string UnknownColumn = "LAKE-0115";
    public const string UnevenUnion = "LAKE-0116";
    public const string NullOrder = "LAKE-0120";
    public const string Function = "LAKE-0121";
    public const string Spelling = "LAKE-0122";
    public const string TypeName = "LAKE-0123";
    public const string Backslash = "LAKE-0124";
    public const string Divisor = "LAKE-0125";
    public const string Clock = "LAKE-0126";
    public const string DatePattern = "LAKE-0127";
    public const string WholeCast = "LAKE-0128";
}
