using System.Globalization;
using System.Text;
using System.Text.Json;
using Carelake.Access;
using Carelake.Access.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Carelake.Server.Api;

/// <summary>Rows as CSV (RFC 4180), in UTF-8.</summary>
internal static class CsvExport
{
    /// <summary>Rows of an export at most; larger ones are for the command line.</summary>
    public const int MostRows = 200_000;

    public static PushStreamHttpResult Of(GovernedRows rows, string table) => TypedResults.Stream(
        async output =>
        {
            await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
            await text.WriteAsync(string.Join(',', rows.Columns.Select(column => Cell(column.Name))) + "\r\n");
            foreach (var row in rows.Rows) await text.WriteAsync(string.Join(',', row.Values.Select(Cell)) + "\r\n");
        },
        "text/csv; charset=utf-8", $"{table}.csv");

    internal static string Cell(object? value) => RowsAnswer.Json(value) switch
    {
        null => "",
        string text => CsvCell.OfText(text),
        bool truth => truth ? "true" : "false",
        IFormattable number => CsvCell.Quoted(number.ToString(null, CultureInfo.InvariantCulture)),
        var other => CsvCell.Quoted(JsonSerializer.Serialize(other)),
    };
}
