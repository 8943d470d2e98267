namespace Carelake.Lake.Sql;

/// <summary>
/// Which functions models may call. The list names what answers alike on Spark and DuckDB, by measurement or by the prelude; a
/// function that is on no list is refused until someone has looked.
/// </summary>
internal static class SparkFunctions
{
    /// <summary>Functions of many rows.</summary>
    public static IReadOnlySet<string> Aggregates { get; } = Set(
        "sum avg min max count count_star count_if bool_and bool_or median stddev stddev_samp stddev_pop variance var_samp "
        + "var_pop corr covar_samp covar_pop max_by min_by quantile_cont percentile_cont");

    /// <summary>Functions that both engines have and that answer alike, operators included as the parser names them.</summary>
    public static IReadOnlySet<string> Shared { get; } = Set(
        // Operators.
        "+ - * / % || ~~ !~~ ~~* !~~* "
        // What the parser makes of INTERVAL, EXTRACT, IS TRUE, IN and the like.
        + "to_years to_months to_weeks to_days to_hours to_minutes to_seconds to_milliseconds to_microseconds trunc date_part nullif "
        // Numbers.
        + "abs ceil ceiling floor round sign sqrt exp ln log10 log2 power pow mod greatest least "
        // Text.
        + "lower upper trim ltrim rtrim length char_length lpad rpad replace reverse repeat left right concat_ws split_part contains "
        + "translate ascii chr instr position levenshtein md5 "
        // Dates.
        + "year quarter month day hour minute dayofmonth dayofyear weekofyear make_date make_timestamp last_day date_trunc "
        // Windows.
        + "row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value "
        + "grouping grouping_id array_contains");

    /// <summary>What to write instead of a function that is refused.</summary>
    public static IReadOnlyDictionary<string, string> Instead { get; } = new Dictionary<string, string>
    {
        ["concat"] = "concat answers NULL on Spark and text on DuckDB when a part is NULL: use concat_ws('', ...) or ||",
        ["hash"] = "hash differs between the engines: use md5",
        ["sha256"] = "use sha2(x, 256)",
        ["any_value"] = "any_value may give another value each run: use max, or max_by with an order",
        ["first"] = "first depends on the order of rows: use min_by",
        ["last"] = "last depends on the order of rows: use max_by",
        ["approx_count_distinct"] = "estimates differ between the engines: use count(distinct x)",
        ["arg_max"] = "use max_by",
        ["arg_min"] = "use min_by",
        ["string_agg"] = "Spark has no string_agg with an order: keep the rows, or aggregate with max_by",
        ["listagg"] = "Spark 3.5 has no listagg: keep the rows, or aggregate with max_by",
        ["array_agg"] = "array_agg keeps NULLs on DuckDB only, and its order is not said: keep the rows",
        ["strftime"] = "use date_format",
        ["strptime"] = "use to_timestamp, or try_to_timestamp for text that may be malformed",
        ["try_strptime"] = "use try_to_timestamp",
        ["epoch"] = "use unix_timestamp",
        ["epoch_ms"] = "use unix_timestamp",
        ["regexp_matches"] = "use rlike(text, pattern)",
        ["json_extract"] = "use get_json_object",
        ["json_extract_string"] = "use get_json_object",
        ["second"] = "Spark's second has no fraction in some versions and extract has: use date_format(x, 'ss')",
        ["random"] = "a model gives the same rows each time: there is no randomness",
        ["rand"] = "a model gives the same rows each time: there is no randomness",
        ["uuid"] = "a model gives the same rows each time: make keys with md5",
        ["now"] = "time is an argument: read silver.run_parameters",
        ["unnest"] = "lists have no common spelling: let the source table hold one row an element",
        ["explode"] = "lists have no common spelling: let the source table hold one row an element",
        ["list_value"] = "list literals have no common spelling",
        ["struct_pack"] = "struct literals have no common spelling",
        ["quantile_cont"] = "use percentile_cont(p) within group (order by x)",
        ["//"] = "use floor(a / b)",
        ["**"] = "use power(a, b)",
        ["^"] = "use power(a, b)",
        ["&&"] = "use and",
        ["@>"] = "use array_contains",
        ["->"] = "use get_json_object",
        ["->>"] = "use get_json_object",
        ["regexp_full_match"] = "use rlike with ^ and $",
    };

    /// <summary>Functions that only the parser may call: models write INTERVAL, EXTRACT and date_trunc.</summary>
    public static IReadOnlySet<string> ParserMade { get; } = Set(
        "to_years to_months to_weeks to_days to_hours to_minutes to_seconds to_milliseconds to_microseconds trunc date_part");

    /// <summary>Whether a model may call it.</summary>
    public static bool IsAllowed(string name) =>
        Shared.Contains(name) || (Aggregates.Contains(name) && name != "quantile_cont") || Prelude.MacroNames.Contains(name);

    private static HashSet<string> Set(string names) => [.. names.Split(' ')];
}
