namespace TeamCalendars.ICalendar.Syntax;

/// <summary>
/// Cuts a file into its components by <c>BEGIN</c> and <c>END</c> alone (RFC 5545 §3.6), so that what is broken in one cannot spoil another.
/// A parser of whole files gives up on the whole file.
/// </summary>
internal static class ComponentReader
{
    public const int MaxComponents = 50_000;
    private const int MaxDepth = 16;

    /// <summary>Texts that programs which do not know about escaping write over several lines.</summary>
    private static readonly string[] Texts = ["DESCRIPTION", "SUMMARY", "LOCATION", "COMMENT"];

    private static readonly string[] TopLevel = ["VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE"];

    /// <summary>Reads what there is under a root that stands for the file.</summary>
    /// <returns>The root, and the line at which there were too many components, or too deep ones; null when there were not.</returns>
    public static (Component Root, int? TooMuchAt) Read(ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        var root = new Component("", 0) { Closed = true };
        var open = new Stack<Component>([root]);
        var count = 0;
        foreach (var (line, number, repaired) in SoftBreaks.Join(Unfolding.Lines(file)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var item = ContentLine.Parse(line, number);
            if (repaired)
            {
                open.Peek().AddRepaired(number);
            }

            if (item is not null && IsText(open.Peek(), item, line))
            {
                item = null;
            }

            switch (item?.Name)
            {
                case null:
                    Continue(open.Peek(), line, number);
                    break;
                case "BEGIN":
                    if (++count > MaxComponents || open.Count > MaxDepth)
                    {
                        return (root, number);
                    }

                    Begin(open, new Component(item.Value.Trim().ToUpperInvariant(), number));
                    break;
                case "END":
                    End(open, item.Value.Trim().ToUpperInvariant());
                    break;
                default:
                    open.Peek().Add(item);
                    break;
            }
        }

        return (root, null);
    }

    /// <summary>
    /// Whether the line is the rest of a text that a program wrote without escapes, though it looks like a property: <c>Phone: 12345</c>.
    /// After one such line also <c>LOCATION: none today</c>: no program writes a space there, and a person does.
    /// </summary>
    private static bool IsText(Component component, ContentLine item, string line) =>
        component.LastProperty is { } last && Texts.Contains(last.Name)
        && item.Value.StartsWith(' ')
        && item.Name is not ("BEGIN" or "END")
        && (component.IsContinued || !line.StartsWith(item.Name, StringComparison.Ordinal));

    private static void Begin(Stack<Component> open, Component component)
    {
        // None of these can lie in another of them: the one before was never closed.
        if (TopLevel.Contains(component.Name) && open.Any(outer => TopLevel.Contains(outer.Name)))
        {
            while (!TopLevel.Contains(open.Pop().Name))
            {
            }
        }

        open.Peek().Children.Add(component);
        open.Push(component);
    }

    private static void End(Stack<Component> open, string name)
    {
        if (!open.Any(component => component.Name == name && component.Line > 0))
        {
            return;
        }

        while (open.Peek().Name != name)
        {
            open.Pop();
        }

        open.Pop().Closed = true;
    }

    private static void Continue(Component component, string text, int number)
    {
        if (component.LastProperty is { } last && Texts.Contains(last.Name))
        {
            component.Continue(text);
        }
        else if (!string.IsNullOrWhiteSpace(text))
        {
            component.AddUnreadable(number);
        }
    }
}
