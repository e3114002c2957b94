package chrome

// Focused tells what the keyboard is at, and whether one can see it.
type Focused struct {
	Tag, ID, Class, Text string
	Visible              bool // it stands in the window, not clipped away
	Marked               bool // it looks otherwise than without the focus
}

// WhereFocus is an expression that gives it.
const WhereFocus = `(() => {
	const e = document.activeElement, r = e.getBoundingClientRect(), style = getComputedStyle(e);
	const near = [e, e.nextElementSibling, e.parentElement].filter(Boolean);
	const marked = near.some(n => { const s = getComputedStyle(n);
		return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2 || s.boxShadow !== "none"; });
	const label = e.closest("label"), box = label ? label.getBoundingClientRect() : r;
	return {tag: e.tagName, id: e.id, class: e.className + "", text: (e.innerText || e.parentElement.innerText).trim().slice(0, 30),
		visible: box.width > 8 && box.height > 8 && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
		marked};
})()`
