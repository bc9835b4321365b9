namespace TeamCalendars.ICalendar.Syntax;

/// <param name="Text">The line without its folds.</param>
/// <param name="Number">The number of its first line in the file, from 1.</param>
/// <param name="Repaired">Whether it has bytes that are not UTF-8.</param>
internal readonly record struct UnfoldedLine(string Text, int Number, bool Repaired);
