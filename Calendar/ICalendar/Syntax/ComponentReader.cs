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

    /// <summary>Reads what there is under a root that stands for the file.</summary>
    /// <returns>The root, and the line at which there were too many components, or too deep ones; null when there were not.</returns>
    public static (Component Root, int? TooMuchAt) Read(string text, CancellationToken cancellationToken)
    {
        var root = new Component("", 0) { Closed = true };
        var open = new Stack<Component>([root]);
        var count = 0;
        foreach (var (line, number) in Unfolding.Lines(text))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var item = ContentLine.Parse(line, number);
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

    private static void Begin(Stack<Component> open, Component component)
    {
        // An event cannot lie in an event: the one before was never closed.
        if (component.Name.StartsWith('V') && component.Name is not ("VALARM" or "VCALENDAR") && open.Any(outer => outer.Name == component.Name))
        {
            while (open.Pop().Name != component.Name)
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
