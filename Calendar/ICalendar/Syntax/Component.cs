using System.Text;
using TeamCalendars.Events;

namespace TeamCalendars.ICalendar.Syntax;

/// <summary>What stands between <c>BEGIN</c> and <c>END</c>.</summary>
internal sealed class Component(string name, int line)
{
    private const int MaxUnreadableLines = 1_000;

    /// <summary>Ten times as many as dates that a series may have. More take memory, and nobody writes them.</summary>
    private const int MaxProperties = 10_000;

    /// <summary>With escapes a text is longer than what is kept of it.</summary>
    private const int MaxText = 4 * EventRules.MaxDescription;

    private readonly List<ContentLine> properties = [];

    /// <summary>The text of the last property while lines are added to it: a new string for each line would take the square of the time.</summary>
    private StringBuilder? continued;

    /// <summary>In upper case.</summary>
    public string Name => name;

    public int Line => line;
    public List<Component> Children { get; } = [];

    /// <summary>Lines that say nothing: not <c>NAME:value</c>, nor the rest of a text. At most <see cref="MaxUnreadableLines"/> are kept.</summary>
    public List<int> UnreadableLines { get; } = [];

    /// <summary>Lines with bytes that are not UTF-8. As many are kept.</summary>
    public List<int> RepairedLines { get; } = [];

    public ContentLine? LastProperty => properties.Count > 0 ? properties[^1] : null;

    /// <summary>False when its <c>END</c> never came: what it would have said is not known.</summary>
    public bool Closed { get; set; }

    /// <summary>Whether lines were added to the text of the last property.</summary>
    public bool IsContinued => continued is not null;

    public ContentLine? Find(string property)
    {
        EndText();
        return properties.Find(item => item.Name == property);
    }

    public IEnumerable<ContentLine> All(string property)
    {
        EndText();
        return properties.Where(item => item.Name == property);
    }

    public void Add(ContentLine property)
    {
        EndText();
        if (properties.Count == MaxProperties)
        {
            AddUnreadable(property.Line);
            return;
        }

        properties.Add(property);
    }

    /// <summary>Adds a line to the text of the last property.</summary>
    public void Continue(string text)
    {
        continued ??= new StringBuilder(properties[^1].Value);
        if (continued.Length < MaxText)
        {
            continued.Append("\\n").Append(text);
        }
    }

    public void AddUnreadable(int number)
    {
        if (UnreadableLines.Count < MaxUnreadableLines)
        {
            UnreadableLines.Add(number);
        }
    }

    public void AddRepaired(int number)
    {
        if (RepairedLines.Count < MaxUnreadableLines)
        {
            RepairedLines.Add(number);
        }
    }

    private void EndText()
    {
        if (continued is not null)
        {
            properties[^1] = properties[^1] with { Value = continued.ToString() };
            continued = null;
        }
    }
}
