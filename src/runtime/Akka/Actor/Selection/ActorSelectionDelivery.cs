namespace Akka.Actor;

/// <summary>Walks a selection down the tree and delivers the message at its end.</summary>
internal static class ActorSelectionDelivery
{
    public static void Deliver(ActorCell cell, ActorSelectionMessage message, IActorRef sender) =>
        DeliverSelection((IInternalActorRef)cell.Self, sender, message);

    public static void DeliverSelection(IInternalActorRef anchor, IActorRef? sender, ActorSelectionMessage selection)
    {
        var elements = selection.Elements;
        var current = anchor;
        for (var i = 0; ; i++)
        {
            if (i == elements.Length)
            {
                DeliverAt(current, sender, selection);
                return;
            }

            if (current is not ActorRefWithCell withCell)
            {
                DeliverBeyondCells(current, sender, selection, i);
                return;
            }

            var rest = elements.AsSpan(i + 1);
            switch (elements[i])
            {
                case SelectParent:
                    current = withCell.Parent;
                    if (current.IsNobody()) return;
                    break;
                case SelectChildName step:
                    var child = withCell.GetSingleChild(step.Name);
                    if (child.IsNobody())
                    {
                        if (!selection.WildcardFanOut) Absent(withCell, elements.AsSpan(i), sender, selection);
                        return;
                    }
                    current = child;
                    break;
                case SelectChildRecursive:
                    foreach (var each in Descendants(withCell)) each.Tell(selection.Message, sender);
                    return;
                case SelectChildPattern pattern:
                    FanOut(withCell, pattern, rest.ToArray(), sender, selection);
                    return;
                default:
                    throw new NotSupportedException($"Unknown selection element {elements[i].GetType()}");
            }
        }
    }

    // An actor answers Identify itself, through its mailbox: the answer says that it has been constructed. A reference without a cell
    // cannot, so it is answered for.
    private static void DeliverAt(IInternalActorRef target, IActorRef? sender, ActorSelectionMessage selection)
    {
        if (selection.Message is Identify identify && target is MinimalActorRef and not EmptyLocalActorRef) sender?.Tell(new ActorIdentity(identify.MessageId, target), target);
        else target.Tell(selection.Message, sender);
    }

    private static void DeliverBeyondCells(IInternalActorRef current, IActorRef? sender, ActorSelectionMessage selection, int from)
    {
        var names = selection.Elements.Skip(from).Select(e => e.ToString()!).ToArray();
        var target = (IInternalActorRef)current.GetChild(names);
        if (!target.IsNobody()) DeliverAt(target, sender, selection);
        else if (!selection.WildcardFanOut) Absent(current, selection.Elements.AsSpan(from), sender, selection);
    }

    private static void FanOut(ActorRefWithCell parent, SelectChildPattern pattern, SelectionPathElement[] rest, IActorRef? sender, ActorSelectionMessage selection)
    {
        var matches = parent.Children.Where(c => pattern.Matches(c.Path.Name)).Cast<IInternalActorRef>().ToList();
        if (matches.Count == 0 && !selection.WildcardFanOut)
        {
            Absent(parent, [pattern, .. rest], sender, selection);
            return;
        }

        var further = new ActorSelectionMessage(selection.Message, rest, wildCardFanOut: selection.WildcardFanOut || matches.Count > 1);
        foreach (var match in matches)
        {
            if (rest.Length == 0) match.Tell(selection.Message, sender);
            else DeliverSelection(match, sender, further);
        }
    }

    private static IEnumerable<IInternalActorRef> Descendants(ActorRefWithCell root)
    {
        foreach (var child in root.Children)
        {
            yield return (IInternalActorRef)child;
            if (child is not ActorRefWithCell withCell) continue;
            foreach (var below in Descendants(withCell)) yield return below;
        }
    }

    private static void Absent(IInternalActorRef at, ReadOnlySpan<SelectionPathElement> missing, IActorRef? sender, ActorSelectionMessage selection)
    {
        var path = at.Path;
        foreach (var element in missing) path = element is SelectParent ? path.Parent : path / element.ToString()!;
        var system = (at.Provider as LocalActorRefProvider)!;
        new EmptyLocalActorRef(at.Provider, path, system.EventStream).Tell(selection, sender);
    }
}
