namespace TeamCalendars.ICalendar.Syntax;

/// <summary>What stands between <c>BEGIN</c> and <c>END</c>.</summary>
internal sealed class Component(string name, int line)
{
    /// <summary>In upper case.</summary>
    public string Name => name;

    public int Line => line;
    public List<ContentLine> Properties { get; } = [];
    public List<Component> Children { get; } = [];

    /// <summary>Lines that say nothing: not <c>NAME:value</c>, nor the rest of a text.</summary>
    public List<int> UnreadableLines { get; } = [];

    /// <summary>False when its <c>END</c> never came: what it would have said is not known.</summary>
    public bool Closed { get; set; }

    public ContentLine? Find(string property) => Properties.Find(item => item.Name == property);

    public IEnumerable<ContentLine> All(string property) => Properties.Where(item => item.Name == property);
}
