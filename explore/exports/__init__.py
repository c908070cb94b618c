"""Files with exactly the incidents of a filter, each with its data version, filter, view and licence inside."""
