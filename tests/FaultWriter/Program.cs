using System.Globalization;
using Carelake.FaultWriter;

// carelake-fault-writer steps TABLE JOURNAL          takes step after step until it is killed
// carelake-fault-writer share TABLE WRITER COUNT     takes its share of a table that others write too, and ends
return args switch
{
    ["steps", var table, var journal] => StepWriter.Run(table, journal),
    ["share", var table, var writer, var count] => SharedWriter.Run(table, Number(writer), Number(count)),
    _ => 2,
};

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
